import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { installedSchemas, loadSchema } from '../../server/src/node/schemas.ts';
import {
  codeActions,
  defaultSettings,
  diagnose,
  openDocument,
  type Settings,
} from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';

/**
 * The mistakes for which libvirt itself says nothing but "Extra element devices in interleave": each with the text
 * that is underlined, what the message begins with, and the line after the preferred fix, where there is one.
 */
interface Mistake {
  readonly name: string;
  /** A line of `<devices>`, or the head of the domain. */
  readonly line: string;
  readonly where?: 'head';
  readonly marked: string;
  readonly code: string;
  readonly says: RegExp;
  readonly fixed?: string;
}

const nic = (inner: string, type = 'network') =>
  `<interface type='${type}'><source network='default'/>${inner}</interface>`;
const virtio = "<model type='virtio'/>";

const mistakes: readonly Mistake[] = [
  {
    name: 'a value that is no number',
    line: nic(`${virtio}<driver queues='four'/>`),
    marked: 'four',
    code: 'queues-not-a-number',
    says: /^'four' is not a number/,
    fixed: nic(`${virtio}<driver queues='4'/>`),
  },
  {
    name: 'a misspelt attribute',
    line: nic(`${virtio}<driver queue='4'/>`),
    marked: 'queue',
    code: 'misplaced-queues',
    says: /the attribute is spelt queues/,
    fixed: nic(`${virtio}<driver queues='4'/>`),
  },
  {
    name: 'a misspelt value',
    line: nic(`${virtio}<driver name='vhosts' queues='4'/>`),
    marked: 'vhosts',
    code: 'schema/bad-value',
    says: /^'vhosts' is no value for name\. Did you mean 'vhost'\?/,
    fixed: nic(`${virtio}<driver name='vhost' queues='4'/>`),
  },
  {
    name: 'a misspelt element',
    line: nic("<modle type='virtio'/>"),
    marked: 'modle',
    code: 'schema/unknown-element',
    says: /^There is no element <modle>\. Did you mean <model>\?/,
    fixed: nic("<model type='virtio'/>"),
  },
  {
    name: 'an element in the wrong place',
    line: `${nic(virtio)}<driver name='vhost'/>`,
    marked: 'driver',
    code: 'schema/misplaced-element',
    says: /^<driver> does not belong into <devices>\. It belongs into /,
    fixed: nic(`${virtio}<driver name='vhost'/>`),
  },
  {
    name: 'an element twice',
    line: nic(`${virtio}<driver queues='4'/><driver queues='4'/>`),
    marked: "<driver queues='4'/>",
    code: 'duplicate-driver',
    says: /^libvirt reads the first <driver> only/,
    fixed: nic(`${virtio}<driver queues='4'/>`),
  },
  {
    name: 'an attribute on the wrong element',
    line: nic("<model type='virtio' queues='4'/>"),
    marked: "queues='4'",
    code: 'misplaced-queues',
    says: /^libvirt drops queues on <model> silently/,
    fixed: nic(`${virtio}<driver name='vhost' queues='4'/>`),
  },
  {
    name: 'a missing attribute',
    line: "<disk type='file'><source file='/a'/><target/></disk>",
    marked: 'target',
    code: 'schema/missing-attribute',
    says: /^<target> needs dev\./,
  },
  {
    name: 'a missing element',
    line: "<channel type='pty'/>",
    marked: 'channel',
    code: 'schema/missing-element',
    says: /^<channel> needs <target>\./,
  },
  {
    name: 'a value out of a list',
    line: nic('', 'tap'),
    marked: 'tap',
    code: 'schema/bad-value',
    says: /^'tap' is no value for type\. Possible: '/,
  },
  {
    name: 'a value of the wrong shape',
    line: nic("<mac address='52:54:00'/>"),
    marked: '52:54:00',
    code: 'schema/bad-value',
    says: /^'52:54:00' is no value for address\. Expected: /,
  },
  {
    name: 'an attribute misspelt on a source',
    line: "<disk type='file'><source fiel='/a'/><target dev='vda'/></disk>",
    marked: 'fiel',
    code: 'schema/unknown-attribute',
    says: /^There is no attribute fiel\. Did you mean file\?/,
    fixed: "<disk type='file'><source file='/a'/><target dev='vda'/></disk>",
  },
  {
    name: 'text that is no number',
    line: '<vcpu>four</vcpu>',
    where: 'head',
    marked: 'four',
    code: 'schema/bad-value',
    says: /^'four' is no value for <vcpu>\./,
  },
  {
    name: 'a misspelt element outside of devices',
    line: "<memmory unit='GiB'>1</memmory>",
    where: 'head',
    marked: 'memmory',
    code: 'schema/unknown-element',
    says: /^There is no element <memmory>\. Did you mean <memory>\?/,
    fixed: "<memory unit='GiB'>1</memory>",
  },
  {
    name: 'an unknown domain type',
    line: "<domain type='tcg'>",
    where: 'head',
    marked: 'tcg',
    code: 'schema/bad-value',
    says: /^'tcg' is no value for type\. Possible: '/,
  },
];

/** A whole document around the line; what the line itself brings is left out of the head. */
function documentWith({ line, where }: Mistake): string {
  const isHead = (text: string) => where === 'head' && line.startsWith(text);
  return [
    isHead('<domain') ? line : "<domain type='kvm'>",
    '<name>vm</name>',
    isHead('<memmory') ? line : "<memory unit='GiB'>1</memory>",
    isHead('<vcpu') ? line : '<vcpu>4</vcpu>',
    '<os><type>hvm</type></os>',
    `<devices>${where === 'head' ? '' : line}</devices>`,
    '</domain>',
  ].join('\n');
}

const builtIn = path.join(__dirname, '../../server/grammar/domain.rnc');

for (const [name, place] of [
  ["libvirt's own schema", installedSchemas],
  ['the built-in grammar', builtIn],
] as const) {
  const reason = existsSync(place) ? false : `${place} is not here: libvirt is not installed`;
  describe(`mistakes, by ${name}`, { skip: reason }, () => {
    let settings: Settings;
    before(() => {
      settings = { ...defaultSettings, schema: loadSchema({ origin: 'setting', path: place }).schema };
    });

    for (const mistake of mistakes)
      test(mistake.name, () => {
        const text = documentWith(mistake);
        const document = openDocument(text);
        const found = diagnose(document, settings).filter(({ severity }) => severity !== 'hint');
        assert.deepEqual(
          found.map(({ start, end, code }) => [text.slice(start, end), code]),
          [[mistake.marked, mistake.code]],
        );
        const [diagnostic] = found;
        assert.match(diagnostic?.message ?? '', mistake.says);
        const fix =
          diagnostic &&
          codeActions(document, diagnostic, settings, ['quickfix']).find(({ preferred }) => preferred);
        assert.equal(
          fix && applyEdits(text, fix.edits),
          mistake.fixed && text.replace(mistake.line, mistake.fixed),
        );
      });

    test('arguments for QEMU without its namespace are told of once, however many they are', () => {
      const args = "<qemu:commandline><qemu:arg value='-s'/><qemu:arg value='-S'/></qemu:commandline>";
      const text = documentWith({ ...mistakes[0], line: '' } as Mistake).replace(
        '</domain>',
        `${args}</domain>`,
      );
      const found = diagnose(openDocument(text), settings);
      assert.deepEqual(
        found.map(({ code }) => code),
        ['qemu-commandline-dropped'],
      );
    });
  });
}
