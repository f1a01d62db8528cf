import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readMentions } from '../../server/src/libvirt/references.ts';
import { createSchema } from '../../server/src/schema/schema.ts';
import { defaultSettings, diagnose, openDocument, renameAt, renameTarget } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';
import { builtInAutomaton, corpus, corpusFolders } from '../relaxng/libxml2.ts';
import { openAtCursor } from '../support/cursor.ts';

/** The text after the rename, or the sentence that refuses it. */
function renamed(marked: string, name: string): string {
  const { document, offset } = openAtCursor(marked);
  const edits = renameAt(document, offset, name);
  return 'refusal' in edits ? edits.refusal : applyEdits(document.text, edits);
}

const domain = (content: string) => `<domain>${content}</domain>`;
const devices = (content: string) => domain(`<devices>${content}</devices>`);

const iothreads = (id: string, list: string) =>
  domain(`
  <iothreadids><iothread id="1"/><iothread id='${id}'/></iothreadids>
  <cputune><iothreadsched iothreads='${list}' scheduler='batch'/></cputune>
  <devices><disk><driver iothread='${id.replace('|', '')}'/></disk><disk><driver iothread='1'/></disk></devices>`);

describe('an I/O thread', () => {
  for (const [before, after] of [
    ['2', '7'],
    ['1-2', '1,7'],
    ['1-4', '1,3-4,7'],
    ['1-4,^2', '1,3-4,7,^7'],
    ['1,3', '1,3'],
  ] as const)
    test(`takes its uses with it: ${before} becomes ${after}`, () =>
      assert.equal(renamed(iothreads('2|', before), '7'), iothreads('7', after)));

  test('can be renamed where it is used', () =>
    assert.equal(
      renamed(iothreads('2', '2').replace("driver iothread='2", "driver iothread='2|"), '3'),
      iothreads('3', '3'),
    ));

  for (const [name, refusal] of [
    ['1', "'1' is taken already."],
    ['0', 'Give a whole number from 1 to 4294967295.'],
    ['two', 'Give a whole number from 1 to 4294967295.'],
    ['', 'Give a whole number from 1 to 4294967295.'],
  ] as const)
    test(`cannot become '${name}'`, () => assert.equal(renamed(iothreads('2|', '2'), name), refusal));

  test('that is only counted has no other number', () =>
    assert.match(
      renamed(domain("<iothreads>2</iothreads><devices><disk><driver iothread='2|'/></disk></devices>"), '3'),
      /List it in <iothreadids>/,
    ));
});

describe('a controller', () => {
  const pci = (index: string, bus: string) =>
    devices(`
  <controller type='pci' index='1'><address type='pci' bus='0x00'/></controller>
  <controller type='pci' index='${index}'><address type='pci' bus='0x01'/></controller>
  <controller type='pci' index='12'><address type='pci' bus='${bus}'/></controller>
  <interface type='user'><address type='pci' bus='${bus}'/></interface>`);

  test('keeps hexadecimal where it is written so', () =>
    assert.equal(renamed(pci('10|', '0x0a'), '11'), pci('11', '0x0b')));

  for (const name of ['13', '254'])
    test(`cannot come behind what is plugged into it: ${name}`, () =>
      assert.match(renamed(pci('10|', '0x0a'), name), /here between 2 and 11\.$/));

  test('the root keeps its number', () =>
    assert.equal(
      renamed(devices("<controller type='pci' index='0|' model='pcie-root'/>"), '1'),
      'The root bus of PCI always has the index 0.',
    ));

  test('of another type keeps its index', () => {
    const both = (scsi: string) =>
      devices(`<controller type='scsi' index='${scsi}'/><controller type='sata' index='0'/>
<disk><target bus='scsi'/><address type='drive' controller='${scsi.replace('|', '')}'/></disk>
<disk><target bus='sata'/><address type='drive' controller='0'/></disk>`);
    assert.equal(renamed(both('0|'), '1'), both('1'));
  });
});

describe('a controller with a disk that has no address', () => {
  const scsi = (index: string, disk: string) =>
    devices(`<controller type='scsi' index='${index}'/><disk><target dev='${disk}' bus='scsi'/></disk>`);
  const refusal = (disk: string, index: number) =>
    `The disk '${disk}' has no <address>: its name puts it on the controller with index ${index}. Give the disk an <address> first.`;

  for (const [disk, from, to, on] of [
    ['sdg', '0|', '5', 0],
    ['sdh', '1|', '5', 1],
    ['sdaa', '5|', '3', 3],
  ] as const)
    test(`cannot go from ${from} to ${to} with ${disk}`, () =>
      assert.equal(renamed(scsi(from, disk), to), refusal(disk, on)));

  test('can where the name puts it elsewhere', () =>
    assert.equal(renamed(scsi('4|', 'sdh'), '5'), scsi('5', 'sdh')));
});

describe('an alias', () => {
  const team = (name: string) =>
    devices(`<interface><alias name='${name}'/></interface>
<hostdev><teaming type='transient' persistent='${name.replace('|', '')}'/></hostdev><disk><alias name='ua-disk'/></disk>`);

  test('takes its uses with it', () =>
    assert.equal(renamed(team('ua-a|'), 'ua-backup_1'), team('ua-backup_1')));
  test('must be one that libvirt keeps', () => {
    assert.match(renamed(team('ua-a|'), 'backup'), /only if it begins with 'ua-'/);
    assert.match(renamed(team('ua-a|'), 'ua-b c'), /only if it begins with 'ua-'/);
  });
  test('must be free', () => assert.equal(renamed(team('ua-a|'), 'ua-disk'), "'ua-disk' is taken already."));
});

describe('a NUMA cell', () => {
  const cells = (first: string, second: string) =>
    domain(`
  <cpu><numa><cell id='${first}' cpus='0'/><cell id='${second}' cpus='1'/></numa></cpu>
  <numatune><memnode cellid='${first.replace('|', '')}' nodeset='3'/></numatune>
  <devices><hostdev><acpi nodeset='0-1'/></hostdev></devices>`);

  test('changes its number with another', () =>
    assert.equal(renamed(cells('0|', '1'), '1'), cells('1', '0')));
  test('that nothing defines can have any number', () => {
    const dangling = (id: string) => domain(`<numatune><memnode cellid='${id}' nodeset='3'/></numatune>`);
    assert.equal(renamed(dangling('0|'), '4'), dangling('4'));
  });
  test('that does not exist is not exchanged for one that does', () =>
    assert.match(
      renamed(
        domain(
          "<cpu><numa><cell id='0'/></numa></cpu><numatune><memnode cellid='1|' nodeset='3'/></numatune>",
        ),
        '0',
      ),
      /numbered from 0 to 0/,
    ));
  test('leaves no gap', () => assert.match(renamed(cells('0|', '1'), '2'), /numbered from 0 to 1/));
});

describe('what is to be renamed', () => {
  const target = (marked: string) => {
    const { document, offset } = openAtCursor(marked);
    const found = renameTarget(document, offset);
    return found && ('refusal' in found ? found.refusal : found.name);
  };

  test('is the name as written', () =>
    assert.equal(target(devices("<sound><address type='pci' b|us='0x1f'/></sound>")), '0x1f'));
  test('is nothing outside of names', () => assert.equal(target(devices('<so|und/>')), undefined));
  test('is no vCPU', () =>
    assert.equal(
      target(domain("<vcpu>2</vcpu><cputune><vcpupin vcpu='1|' cpuset='1'/></cputune>")),
      'vCPUs are counted from 0 and have no other names.',
    ));
  test('is one number, not several', () =>
    assert.match(target(iothreads('2', '1-|2')) ?? '', /^Several numbers/));
});

test('on any domain: a rename gives neither the rules nor the schema anything to say', (context) => {
  const settings = { ...defaultSettings, schema: createSchema(builtInAutomaton(), 'built-in') };
  const codes = (text: string) => diagnose(openDocument(text), settings).map(({ code }) => code);
  let made = 0;
  for (const { file, text } of corpus().filter((_, index) => index % 5 === 0)) {
    const document = openDocument(text);
    if (document.domain === undefined) continue;
    const before = codes(text);
    for (const { id, kind, scope, start } of readMentions(document.xml, document.domain)) {
      const next = typeof id === 'string' ? 0 : id.first + 1;
      const name =
        { alias: 'ua-renamed', 'numa-cell': `${next % 2}` }[kind as string] ??
        `${scope === 'pci' ? next : 77}`;
      const edits = renameAt(document, start, name);
      if ('refusal' in edits) continue;
      made++;
      assert.deepEqual(codes(applyEdits(text, edits)), before, `${file}: ${kind} ${JSON.stringify(id)}`);
    }
  }
  context.diagnostic(`${made} renames in domains of ${corpusFolders.join(' and ')}`);
  assert.ok(made > 0);
});
