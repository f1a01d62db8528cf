import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { compareDomains, isSameDomain } from '../../client/src/apply/compare.ts';

/** One domain in the forms libvirt 9.0.0 gave of it: as somebody wrote it, stored, live (migratable), running. */
const [written, stored, live, running] = ['written', 'stored', 'live', 'running'].map((form) =>
  readFileSync(join(__dirname, 'fixtures', `${form}.xml`), 'utf8'),
) as [string, string, string, string];

/** The lines that go and come. */
function difference(host: string | undefined, document: string): string[] {
  return compareDomains(host, document)
    .patch.split('\n')
    .filter((line) => /^[+-]/.test(line))
    .map((line) => line.replace(/\s+/, ' '));
}

describe('what the host has and what the document says', () => {
  for (const [form, xml] of Object.entries({ stored, live, running })) {
    test(`do not differ in what libvirt filled in by itself: ${form}`, () =>
      assert.deepEqual(
        difference(xml, form === 'running' ? written.replace(" passwd='geheim'", '') : written),
        [],
      ));
  }

  test('differ in the queues', () =>
    assert.deepEqual(difference(live, written.replace("queues='2'", "queues='4'")), [
      "- <driver name='vhost' queues='2'/>",
      "+ <driver name='vhost' queues='4'/>",
    ]));

  test('differ in an interface that the document does not have', () => {
    const [, first] = written.match(/( *<interface[\s\S]*?<\/interface>\n)/) ?? [];
    const gone = difference(live, written.replace(first ?? '', ''));
    assert.ok(
      gone.some((line) => line.includes('52:54:00:0d:0e:01')),
      gone.join('\n'),
    );
  });

  test('differ in what the document names and libvirt could have filled in', () =>
    assert.deepEqual(difference(live, written.replace("machine='q35'", "machine='pc'")), [
      "- <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>",
      "+ <type arch='x86_64' machine='pc'>hvm</type>",
    ]));

  test('do not differ in two ways to have libvirt choose a port', () =>
    assert.deepEqual(difference(live, written.replace("port='-1' autoport='yes'", "port='-1'")), []));

  test('do not differ in the unit of memory', () =>
    assert.deepEqual(difference(live, written.replace("unit='MiB'>64", "unit='KiB'>65536")), []));

  test('do not differ in comments, quotes, and the order of unlike elements', () => {
    const rearranged = written
      .replace(/(<name>.*<\/name>)(\s*)(<uuid>.*<\/uuid>)/, '$3$2<!-- mine -->$1')
      .replaceAll("'", '"');
    assert.deepEqual(difference(live, rearranged), []);
  });

  test('show no password', () => {
    const { host, document, patch } = compareDomains(live, written.replace('geheim', 'other'));
    assert.doesNotMatch(host + document + patch, /geheim|other/);
  });

  test('all of the document is new to a host that does not know the domain', () =>
    assert.ok(difference(undefined, written).every((line) => line.startsWith('+'))));

  test('a broken document is compared as far as it can be read', () =>
    assert.notEqual(compareDomains(live, written.slice(0, 300)).patch, ''));
});

describe('whether what is stored is what runs', () => {
  test('it is, after a plain start', () => assert.ok(isSameDomain(stored, live)));

  test('it is not with other queues', () =>
    assert.ok(!isSameDomain(stored, live.replace("queues='2'", "queues='4'"))));

  test('it is not with a device at another place', () =>
    assert.ok(!isSameDomain(stored, live.replace("bus='0x01' slot='0x00'", "bus='0x07' slot='0x00'"))));

  test('it is not with another password', () =>
    assert.ok(!isSameDomain(stored, live.replace('geheim', 'other'))));

  test('nothing is the same as nothing', () => assert.ok(!isSameDomain('', '')));
});
