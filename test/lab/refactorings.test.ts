import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { codeActions, defaultSettings, format, openDocument, renameAt } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';
import { openAtCursor } from '../support/cursor.ts';
import { askLibvirt, type Host, makeHost } from './askLibvirt.ts';
import { acquireLibvirt, type Libvirt } from './libvirtd.ts';

/** Something to do for every refactoring, and names to change. */
const domain = `<domain type='kvm'>
  <name>vm-1</name>
  <memory unit='GiB'>4</memory>
  <vcpu>2</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <devices>
    <disk device='disk' type='file'>
      <driver type='raw' name='qemu'/>
      <source file='/var/lib/libvirt/images/vm-1.raw'/>
      <target bus='virtio' dev='vda'/>
    </disk>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/>
      <source file='/var/lib/libvirt/images/vm-1.qcow2'/>
      <target dev='sda' bus='scsi'/>
      <address type='drive' controller='0' bus='0' target='0' unit='0'/>
    </disk>
    <controller type='scsi' index='0' model='virtio-scsi'/>
    <interface type='network'>
      <source network='default'/>
      <model type='e1000'/>
    </interface>
    <interface type='vhostuser'>
      <source type='unix' path='/var/run/openvswitch/vhu1' mode='client'/>
      <model type='virtio'/>
    </interface>
  </devices>
</domain>
`;

/** What libvirt then says in its own XML. */
const outcomes: readonly [kind: string, stored: RegExp][] = [
  ['pinVcpus', /<vcpupin vcpu='0' cpuset='0'\/>\s+<vcpupin vcpu='1' cpuset='1'\/>/],
  ['addIothreads', /<iothreads>1<\/iothreads>[\s\S]*<driver name='qemu' type='raw' iothread='1'\/>/],
  ['convertToVirtio', /<interface type='ethernet'>\s+<mac [^>]*>\s+<model type='virtio'\/>/],
  ['shareMemory', /<source type='memfd'\/>\s+<access mode='shared'\/>/],
  ['enableMultiQueueOnAll', /<driver queues='2'\/>/],
  ['sortAttributes', /<target dev='vda' bus='virtio'\/>/],
];

const renames: readonly [what: string, marked: string, name: string, stored: RegExp][] = [
  [
    'a controller index',
    domain.replace("drive' controller='0", "drive' controller='0|"),
    '3',
    /<address type='drive' controller='3'[\s\S]*<controller type='scsi' index='3'/,
  ],
  [
    'an I/O thread',
    domain
      .replace('<os>', "<iothreadids>\n    <iothread id='1'/>\n  </iothreadids>\n  <os>")
      .replace("type='raw' name='qemu'", "type='raw' name='qemu' iothread='1|'"),
    '7',
    /<iothread id='7'\/>[\s\S]*iothread='7'/,
  ],
  [
    'NUMA cells that change places',
    domain.replace(
      '<devices>',
      `<numatune>
    <memnode cellid='0|' mode='preferred' nodeset='0'/>
  </numatune>
  <cpu>
    <numa>
      <cell id='0' cpus='0' memory='16' unit='MiB'/>
      <cell id='1' cpus='1' memory='48' unit='MiB'/>
    </numa>
  </cpu>
  <devices>`,
    ),
    '1',
    /<memnode cellid='1'[\s\S]*<cell id='1' cpus='0' memory='16384'/,
  ],
];

describe('the real libvirt takes what refactorings make', () => {
  let libvirt: Libvirt;
  let host: Host;
  before(async () => {
    libvirt = await acquireLibvirt();
    host = await makeHost();
  });
  after(async () => {
    host.remove();
    await libvirt.release();
  });

  async function isTaken(text: string, expected: RegExp): Promise<void> {
    const { validate, define, stored, start } = await askLibvirt(text, host, true);
    assert.equal(validate.code, 0, validate.stderr);
    assert.equal(define.code, 0, define.stderr);
    assert.equal(start?.code, 0, start?.stderr);
    assert.match(stored, expected);
    const printed = openDocument(stored);
    assert.deepEqual(format(printed, { tabSize: 2, insertSpaces: true }), []);
    assert.deepEqual(actions(stored, 'sortAttributes'), []);
  }

  for (const [kind, expected] of outcomes)
    test(kind, async () => {
      const [action] = actions(domain, kind);
      assert.ok(action);
      await isTaken(applyEdits(domain, action.edits), expected);
    });

  for (const [what, marked, name, expected] of renames)
    test(`a rename of ${what}`, async () => {
      const { document, offset } = openAtCursor(marked);
      const edits = renameAt(document, offset, name);
      assert.ok(!('refusal' in edits));
      await isTaken(applyEdits(document.text, edits), expected);
    });

  test('formatted is as good as unformatted', async () => {
    const text = domain.replaceAll(/\n +/g, '\n');
    const formatted = applyEdits(text, format(openDocument(text), { tabSize: 2, insertSpaces: true }));
    assert.equal(formatted, domain);
    await isTaken(formatted, /<model type='e1000'\/>/);
  });
});

function actions(text: string, kind: string) {
  const whole = { start: 0, end: text.length };
  return codeActions(openDocument(text), whole, defaultSettings, [`refactor.rewrite.${kind}`]).toSorted(
    (a, b) => b.edits.length - a.edits.length,
  );
}
