import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '../../server/src/xml/parser.ts';
import {
  ancestors,
  attribute,
  attributeAt,
  childElements,
  childrenNamed,
  descendants,
  elementAt,
  firstChild,
  nodeAt,
  textContent,
} from '../../server/src/xml/query.ts';
import type { XmlElement } from '../../server/src/xml/tree.ts';
import { sampleDomain } from './support.ts';

const document = parseXml(sampleDomain);
const domain = document.root as XmlElement;
const names = (elements: Iterable<XmlElement>) => [...elements].map(({ name }) => name);

test('children and attributes by name', () => {
  const devices = firstChild(domain, 'devices');
  assert.ok(devices);
  assert.deepEqual(names(childElements(domain)), [
    'name',
    'vcpu',
    'description',
    'devices',
    'qemu:commandline',
  ]);
  assert.deepEqual(names(childrenNamed(devices, 'interface')), ['interface']);
  assert.equal(firstChild(domain, 'interface'), undefined);
  assert.equal(attribute(domain, 'type')?.value, 'kvm');
  assert.equal(attribute(domain, 'Type'), undefined);
});

test('of two children or attributes with one name the first counts, as with libvirt', () => {
  const root = parseXml("<a b='1' b='2'><c>1</c><c>2</c></a>").root as XmlElement;
  assert.equal(attribute(root, 'b')?.value, '1');
  assert.equal(textContent(firstChild(root, 'c') as XmlElement), '1');
});

test('text with references and CDATA, without comments and inner elements', () => {
  const root = parseXml('<a>1 &lt;<!-- no --> 2<b>no</b><![CDATA[ & 3]]></a>').root as XmlElement;
  assert.equal(textContent(root), '1 < 2 & 3');
});

test('descendants of an element inside with very many children', () => {
  const { root } = parseXml(`<domain><devices>${'<a/>'.repeat(300_000)}</devices></domain>`);
  assert.ok(root);
  let count = 0;
  for (const _ of descendants(root)) count++;
  assert.equal(count, 300_001);
});

test('descendants in document order', () => {
  assert.deepEqual(names(descendants(domain)), [
    'name',
    'vcpu',
    'description',
    'devices',
    'interface',
    'source',
    'model',
    'driver',
    'qemu:commandline',
    'qemu:arg',
  ]);
});

test('what stands at an offset, the cursor being |', () => {
  const at = (marked: string) => {
    const offset = marked.indexOf('|');
    const parsed = parseXml(marked.replace('|', ''));
    const node = nodeAt(parsed, offset);
    const path = names([...(node ? ancestors(node) : [])]).reverse();
    const kind = node?.kind === 'element' ? node.name : node?.kind;
    return [...path, kind, attributeAt(parsed, offset)?.name].filter((each) => each !== undefined).join(' ');
  };
  assert.equal(at('<a><|b/></a>'), 'a b');
  assert.equal(at('<a>|<b/></a>'), 'a b');
  assert.equal(at('<a><b/>|</a>'), 'a b');
  assert.equal(at('<a><b>te|xt</b></a>'), 'a b text');
  assert.equal(at('<a><b>|</b></a>'), 'a b');
  assert.equal(at("<a><b c|='1'/></a>"), 'a b c');
  assert.equal(at("<a><b c='1'|/></a>"), 'a b c');
  assert.equal(at("<a><b |c='1'/></a>"), 'a b c');
  assert.equal(at("<a><b  | c='1'/></a>"), 'a b');
  assert.equal(at('<a><!-- | --></a>'), 'a comment');
  assert.equal(at('<a></|a>'), 'a');
  assert.equal(at('<a/>\n|'), 'text');
  assert.equal(at('|'), '');
});

test('the element around text at an offset', () => {
  assert.equal(elementAt(document, sampleDomain.indexOf('vm-1<'))?.name, 'name');
  assert.equal(elementAt(document, sampleDomain.length), undefined);
});
