import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { definitions, highlights, openDocument, references } from '../../server/src/service.ts';
import type { Span } from '../../server/src/xml/tree.ts';
import { openAtCursor } from '../support/cursor.ts';

/** The lines of the places, from 1, with what stands there. */
function shown(text: string, spans: readonly Span[]): string[] {
  return spans.map(
    ({ start, end }) => `${text.slice(0, start).split('\n').length}: ${text.slice(start, end)}`,
  );
}

function definitionsAt(marked: string): string[] {
  const { document, offset } = openAtCursor(marked);
  return shown(document.text, definitions(document, offset));
}

function referencesAt(marked: string, withDefinition = true): string[] {
  const { document, offset } = openAtCursor(marked);
  return shown(document.text, references(document, offset, withDefinition));
}

const iothreads = `<domain>
  <iothreads>3</iothreads>
  <iothreadids>
    <iothread id='2'/>
    <iothread id='7'/>
  </iothreadids>
  <cputune>
    <iothreadpin iothread='7' cpuset='2'/>
    <iothreadsched iothreads='1-2,^2,7' scheduler='batch'/>
  </cputune>
  <devices>
    <disk><driver name='qemu' iothread='7'/></disk>
    <disk><driver name='qemu' iothread='1'/></disk>
    <controller type='scsi' index='0'><driver iothread='2'/></controller>
  </devices>
</domain>`;

/** The document with the cursor behind the nth occurrence of a text, counted from 0. */
function at(text: string, place: string, nth = 0): string {
  let start = text.indexOf(place);
  for (let count = 0; count < nth; count++) start = text.indexOf(place, start + 1);
  assert.ok(start >= 0);
  return `${text.slice(0, start + place.length)}|${text.slice(start + place.length)}`;
}

describe('I/O threads', () => {
  test('a disk leads to the thread it uses', () =>
    assert.deepEqual(definitionsAt(at(iothreads, "iothread='7", 1)), ['5: 7']));

  test('a thread that no id defines leads to the count', () =>
    assert.deepEqual(definitionsAt(at(iothreads, "iothread='1")), ['2: 3']));

  test('everything that uses a thread, lists too', () => {
    assert.deepEqual(referencesAt(at(iothreads, "<iothread id='7")), ['5: 7', '8: 7', '9: 7', '12: 7']);
    assert.deepEqual(referencesAt(at(iothreads, "<iothread id='7"), false), ['8: 7', '9: 7', '12: 7']);
    assert.deepEqual(referencesAt(at(iothreads, "iothread='2")), ['4: 2', '9: 1-2', '9: 2', '14: 2']);
  });

  test('the cursor may stand anywhere in the attribute', () =>
    assert.deepEqual(definitionsAt(at(iothreads, '<driver iothr')), ['4: 2']));

  test('are highlighted as written and read', () => {
    const { document, offset } = openAtCursor(at(iothreads, "iothread id='2"));
    assert.deepEqual(
      highlights(document, offset).map(({ kind }) => kind),
      ['write', 'read', 'read', 'read'],
    );
  });
});

describe('controllers', () => {
  const controllers = `<domain>
  <devices>
    <controller type='pci' index='0' model='pcie-root'/>
    <controller type='pci' index='16' model='pcie-root-port'>
      <address type='pci' bus='0x00' slot='0x01'/>
    </controller>
    <controller type='scsi' index='1'/>
    <controller type='usb' index='1' model='ich9-ehci1'/>
    <controller type='usb' index='1' model='ich9-uhci1'><master startport='0'/></controller>
    <controller type='virtio-serial' index='1'/>
    <disk><target dev='sda'/><address type='drive' controller='1' bus='0'/></disk>
    <disk><target dev='sda' bus='sata'/><address type='drive' controller='1'/></disk>
    <interface type='user'><address type='pci' bus='0x10' slot='0x00'/></interface>
    <input type='tablet' bus='usb'><address type='usb' bus='1' port='2'/></input>
    <channel type='pty'><address type='virtio-serial' controller='1' bus='0' port='1'/></channel>
    <hostdev mode='subsystem' type='scsi'><address type='drive' controller='1'/></hostdev>
  </devices>
</domain>`;

  test('a PCI bus in hexadecimal leads to the controller that provides it', () =>
    assert.deepEqual(definitionsAt(at(controllers, "bus='0x10")), ['4: 16']));

  test('each type of controller has indexes of its own', () => {
    assert.deepEqual(referencesAt(at(controllers, "type='scsi' index='1")), ['7: 1', '11: 1', '16: 1']);
    assert.deepEqual(referencesAt(at(controllers, "virtio-serial' index='1")), ['10: 1', '15: 1']);
    assert.deepEqual(referencesAt(at(controllers, "controller='1", 1)), ['12: 1']);
  });

  test('the parts of a USB controller are all its definition', () =>
    assert.deepEqual(definitionsAt(at(controllers, "usb' bus='1")), ['8: 1', '9: 1']));
});

test('NUMA cells, by id or by position', () => {
  const cells = (first: string, second: string) => `<domain>
  <numatune><memnode cellid='1' mode='strict' nodeset='0'/></numatune>
  <cpu><numa>
    <cell ${first}cpus='0' memory='1'/>
    <cell ${second}cpus='1' memory='1'><distances><sibling id='1' value='10'/></distances></cell>
    <interconnects><latency initiator='0' target='1' type='access' value='5'/></interconnects>
  </numa></cpu>
  <devices>
    <memory model='dimm'><target><size>1</size><node>1</node></target></memory>
    <controller type='pci' index='1'><target busNr='254'><node> 1 </node></target></controller>
  </devices>
</domain>`;
  const uses = ['2: 1', '5: 1', '6: 1', '9: 1', '10: 1'];
  const numbered = cells("id='0' ", "id='1' ");
  assert.deepEqual(referencesAt(at(numbered, '<node>1'), false), uses);
  assert.deepEqual(definitionsAt(at(numbered, '<node>1')), ['5: 1']);
  assert.deepEqual(definitionsAt(at(cells('', ''), '<node>1')), ['5: cell']);
});

test('aliases, audio backends, throttle groups and vCPUs', () => {
  const domain = `<domain xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <vcpu>4</vcpu>
  <vcpus><vcpu id='1' enabled='yes' hotpluggable='no'/></vcpus>
  <cputune><vcpupin vcpu='1' cpuset='4'/><cachetune vcpus='0-3'/></cputune>
  <throttlegroups><throttlegroup><group_name>slow</group_name></throttlegroup></throttlegroups>
  <devices>
    <disk><throttlefilters><throttlefilter group='slow'/></throttlefilters></disk>
    <interface type='network'><teaming type='persistent'/><alias name='ua-net'/></interface>
    <interface type='hostdev'><teaming type='transient' persistent='ua-net'/></interface>
    <sound model='ich9'><audio id='1'/></sound>
    <audio id='1' type='none'/>
  </devices>
  <qemu:override><qemu:device alias='ua-net'/></qemu:override>
</domain>`;
  assert.deepEqual(referencesAt(at(domain, "persistent='ua-n")), ['8: ua-net', '9: ua-net', '13: ua-net']);
  assert.deepEqual(definitionsAt(at(domain, "alias='ua")), ['8: ua-net']);
  assert.deepEqual(definitionsAt(at(domain, "group='slow")), ['5: slow']);
  assert.deepEqual(definitionsAt(at(domain, "<audio id='1")), ['11: 1']);
  assert.deepEqual(definitionsAt(at(domain, "vcpu='1")), ['2: 4']);
  assert.deepEqual(referencesAt(at(domain, "vcpu='1"), false), ['3: 1', '4: 1', '4: 0-3']);
});

describe('places that name nothing', () => {
  for (const marked of [
    '|',
    '<network>|</network>',
    '<domain|>',
    "<domain><devices><disk><driver iothread='|'/></disk></devices></domain>",
    '<domain><devices><disk><driver iothread=|',
    '<domain><iothreads>many|</iothreads></domain>',
    "<domain><devices><disk><address type='drive' controller='0|'/></disk></devices></domain>",
  ])
    test(marked, () => assert.deepEqual([definitionsAt(marked), referencesAt(marked)], [[], []]));

  test('a name that nothing defines has references and no definition', () => {
    const dangling = "<domain><devices><disk><driver iothread='3|'/></disk></devices></domain>";
    assert.deepEqual([definitionsAt(dangling), referencesAt(dangling)], [[], ['1: 3']]);
  });
});

test('counts beyond all reason cost nothing', () => {
  const marked =
    "<domain><iothreads>4294967295</iothreads><devices><disk><driver iothread='4294967295|'/></disk></devices></domain>";
  assert.deepEqual(definitionsAt(marked), ['1: 4294967295']);
  assert.doesNotThrow(() => references(openDocument('<domain>'.repeat(5000)), 20_000, true));
});
