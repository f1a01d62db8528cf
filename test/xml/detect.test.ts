import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainText } from '../../server/src/xml/detect.ts';

const domains = [
  '<domain/>',
  "<domain type='kvm'>",
  '<domain',
  '<domain ',
  '<domain><devices',
  "\uFEFF\r\n<domain type='kvm'/>",
  "<?xml version='1.0'?>\n<!-- <other> -->\n<?editor indent?>\n<!DOCTYPE domain [<!ENTITY x '>'>]>\n<domain/>",
  "<domain xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>",
  "<domain xmlns=''>",
  `<!--
WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE
OVERWRITTEN AND LOST.
-->

<domain type='qemu'>`,
];
const others = [
  '',
  ' ',
  'domain',
  '<',
  '<!-- <domain> -->',
  '<!-- <domain>',
  '<?xml <domain>',
  '<domains/>',
  '<domainsnapshot>',
  '<domain-backup>',
  '<domain:x>',
  '<Domain>',
  '<network><domain/></network>',
  'see <domain>',
  "<domain xmlns='http://example.org/'>",
  '<domain\n  type=\'kvm\'\n  xmlns = "urn:x">',
];

test('a document whose root is domain', () => {
  for (const text of domains) assert.equal(isDomainText(text), true, text);
});

test('anything else', () => {
  for (const text of others) assert.equal(isDomainText(text), false, text);
});
