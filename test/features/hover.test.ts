import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadBuiltIn } from '../../server/src/node/schemas.ts';
import { defaultSettings, forHost, hover, type Settings } from '../../server/src/service.ts';
import { openAtCursor } from '../support/cursor.ts';
import { domainWith } from '../support/domains.ts';

const builtIn = loadBuiltIn();
const documented: Settings = { ...defaultSettings, schema: builtIn, builtIn: () => builtIn };

const kvm1 = {
  name: 'kvm1',
  libvirtVersion: '7.0.0',
  networks: [],
  bridges: [],
  pools: [],
  machineTypes: {},
  cpuModels: [],
  tapQueues: { limit: 256, kernel: '6.1.0-18-amd64' },
};

/** The text that is highlighted where `|` stands, and what is to be read about it. */
function hoverAt(marked: string, settings = documented) {
  const { document, offset } = openAtCursor(marked);
  const found = hover(document, offset, settings);
  return { at: found && document.text.slice(found.start, found.end), markdown: found?.markdown ?? '' };
}

const facts = (marked: string, settings?: Settings) =>
  hoverAt(marked, settings)
    .markdown.split('\n')
    .filter((line) => line.startsWith('- '));

describe('hover', () => {
  test('documents an attribute, highlights it, and links to libvirt', () => {
    const { at, markdown } = hoverAt(domainWith("<driver rx_queue_|size='512'/>"));
    assert.equal(at, 'rx_queue_size');
    assert.match(markdown, /^\*\*`rx_queue_size`\*\* · `<interface>` › `<driver>`\n/);
    assert.match(markdown, /a power of two, 256 to 1024/);
    assert.match(markdown, /Since 2\.3\.0\./);
    assert.match(
      markdown,
      /\(https:\/\/libvirt\.org\/formatdomain\.html#setting-nic-driver-specific-options\)$/,
    );
  });

  test('speaks of the very place, not of the name', () => {
    const model = (device: string) =>
      hoverAt(`<domain type='kvm'><devices>${device}</devices></domain>`).markdown;
    assert.match(model("<interface type='bridge'><|model type='virtio'/></interface>"), /card/i);
    assert.match(model("<video><mo|del type='virtio'/></video>"), /video|graphics|screen/i);
    assert.match(model("<disk type='network'><source pro|tocol='rbd'/></disk>"), /rbd|Ceph/);
  });

  test('an end tag is as good as the start tag', () => {
    const end = hoverAt("<domain type='kvm'><devices></dev|ices></domain>");
    assert.equal(end.at, 'devices');
    assert.equal(end.markdown, hoverAt("<domain type='kvm'><dev|ices></devices></domain>").markdown);
  });

  test('of the values that are documented, tells about this one', () => {
    const { at, markdown } = hoverAt("<domain type='kvm'><cpu mode='host-|passthrough'/></domain>");
    assert.equal(at, 'host-passthrough');
    assert.match(markdown, /`host-passthrough`: the host's CPU as it is/);
    assert.doesNotMatch(markdown, /host-model/);
    assert.match(hoverAt("<domain type='kvm'><cpu mo|de='maximum'/></domain>").markdown, /host-model/);
    const event = hoverAt("<domain type='kvm'><on_crash>\n  pre|serve\n</on_crash></domain>");
    assert.equal(event.at, 'preserve');
    assert.doesNotMatch(event.markdown, /`restart`/);
  });

  test('what is half typed has documentation too', () => {
    assert.match(
      hoverAt("<domain type='kvm'><devices><interface type='bridge'><driver que|ues").markdown,
      /queue pairs/,
    );
    assert.match(hoverAt("<domain type='kvm'><memory unit='Gi|B").markdown, /powers of 1024/);
  });

  test('where it may be one of several, all are told, and a link they share is told once', () => {
    const { markdown } = hoverAt(
      "<domain type='kvm'><devices><disk><address ty|pe=''/></disk></devices></domain>",
    );
    assert.match(markdown, /a slot of a PCI bus[\s\S]*a port of a USB controller/);
    assert.equal(markdown.split('https://').length, 2);
    const root = "<controller type='pci' index='0' mod|el='pcie-root'/>";
    assert.doesNotMatch(
      hoverAt(`<domain type='kvm'><devices>${root}</devices></domain>`).markdown,
      /pci-bridge/,
    );
  });

  test('nothing is said in comments, between tags and of what nobody knows', () => {
    for (const marked of [
      "<domain type='kvm'><!-- que|ues --></domain>",
      "<domain type='kvm'>\n | \n</domain>",
      "<domain type='kvm'><nons|ense/></domain>",
      'hello|',
      '|',
      '<|',
    ])
      assert.equal(hoverAt(marked).markdown, '', marked);
  });

  test('another schema documents its own words', () => {
    assert.match(
      hoverAt("<domain type='kvm'><na|me/></domain>", { ...defaultSettings, schema: builtIn }).markdown,
      /name/i,
    );
  });

  test('tells when the target host is too old', () => {
    const settings = { ...documented, host: kvm1 };
    const told = 'kvm1 has libvirt 7.0.0, which does not know this yet.';
    assert.ok(
      hoverAt(domainWith("<driver rs|s='on'/>"), settings).markdown.includes(`\n\n${told}\n\n[libvirt`),
    );
    assert.ok(!hoverAt(domainWith("<driver que|ues='4'/>"), settings).markdown.includes(told));
  });
});

describe('hover on queues', () => {
  test('does the arithmetic', () => {
    const expected = [
      '- Queue pairs: **4**',
      '- Virtqueues: **9** (2 × 4, and one for control)',
      '- MSI-X vectors: **10** (2 × 4 + 2)',
      '- vhost workers of the host: **4**, with about 256 KiB of kernel memory',
      '- Limit: **8** (the setting `virtqueue.queues.max`)',
      '- The guest will use **4**: the smaller of 4 queues and 4 vCPUs',
    ];
    for (const marked of ["<driver queues='4|'/>", "<driver que|ues='4'/>", "<dri|ver queues='4'/>"])
      assert.deepEqual(facts(domainWith(marked)), expected);
  });

  test('knows the limit of the host that was asked', () => {
    const limit = facts(domainWith("<driver queues='4|'/>"), forHost(documented, kvm1))[4];
    assert.equal(limit, '- Limit: **256** (a tap of Linux 6.1.0-18-amd64 on kvm1)');
  });

  test('knows where vhost-net carries nothing', () => {
    const emulated = domainWith("<driver queues='4|'/>").replace("'kvm'", "'qemu'");
    assert.match(facts(emulated)[3] ?? '', /none, for with type='qemu'/);
    assert.match(
      facts(domainWith("<driver name='qemu' queues='2|'/>"))[3] ?? '',
      /none, for with name='qemu'/,
    );
    const socket = domainWith("<driver queues='2|'/>").replace("type='network'", "type='vhostuser'");
    assert.match(facts(socket)[3] ?? '', /vhost-user socket has to offer as many: \*\*2\*\*/);
  });

  test('does not repeat what a rule says there', () => {
    assert.ok(!facts(domainWith("<driver queues='9|'/>")).some((each) => each.includes('Limit')));
    assert.ok(!facts(domainWith("<driver queues='6|'/>")).some((each) => each.includes('will use')));
    const silent: Settings = { ...documented, rules: { 'queues-exceed-vcpus': 'off' } };
    assert.equal(
      facts(domainWith("<driver queues='6|'/>"), silent).at(-1),
      '- The guest will use **4**: the smaller of 6 queues and 4 vCPUs',
    );
  });

  test('does the arithmetic of disks and controllers', () => {
    const device = (markup: string) => facts(`<domain type='kvm'><devices>${markup}</devices></domain>`);
    assert.deepEqual(
      device("<disk type='file'><driver queues='4|'/><target dev='vda' bus='virtio'/></disk>"),
      ['- Request queues: **4**', '- MSI-X vectors: **5** (4 + 1)'],
    );
    assert.deepEqual(
      device("<controller type='scsi' model='virtio-scsi'><driver que|ues='4'/></controller>"),
      ['- Request queues: **4**', '- MSI-X vectors: **7** (4 + 3)'],
    );
    assert.deepEqual(
      device("<disk type='file'><driver queues='4|'/><target dev='sda' bus='sata'/></disk>"),
      [],
    );
  });

  test('makes no sums of queues that libvirt does not read or start', () => {
    const e1000 = domainWith("<driver queues='4|'/>").replace("'virtio'", "'e1000'");
    assert.deepEqual(facts(e1000), []);
    assert.deepEqual(facts(domainWith("<driver queues='4|'/>").replace("'network'", "'user'")), []);
  });
});

describe('hover on numbers', () => {
  for (const [marked, expected] of [
    ['<memory>4194|304</memory>', '- 4194304 KiB = **4 GiB**'],
    ['<mem|ory>1500000</memory>', '- 1500000 KiB = **≈ 1.43 GiB**'],
    ["<memory unit='GiB'>1|6</memory>", '- 16 GiB = 16777216 KiB'],
    ["<memory unit='MB'>4|000</memory>", '- 4000 MB = **≈ 3.73 GiB**'],
    ["<cpu><numa><cell id='0' cpus='0-3' memory='2097152|'/></numa></cpu>", '- 2097152 KiB = **2 GiB**'],
    ["<vcpu current='2|'>4</vcpu>", '- vCPUs at boot: **2** of 4; the others can be plugged in later'],
    ['<vcpu>4|</vcpu>', '- vCPUs at boot: **4**, all there can be'],
  ] as const)
    test(marked, () => assert.deepEqual(facts(`<domain type='kvm'>${marked}</domain>`), [expected]));

  for (const marked of [
    '<memory>four|</memory>',
    "<memory unit='pints'>4|</memory>",
    '<vcpu>many|</vcpu>',
    '<name>4|</name>',
  ])
    test(`none on ${marked}`, () => assert.deepEqual(facts(`<domain type='kvm'>${marked}</domain>`), []));
});
