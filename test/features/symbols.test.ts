import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DocumentSymbol, documentSymbols, openDocument } from '../../server/src/service.ts';

/** The outline as an editor shows it: `name | detail`, what is inside indented. */
function outline(text: string): string[] {
  const show = ({ name, detail, children }: DocumentSymbol, indent: string): string[] => [
    indent + (detail === '' ? name : `${name} | ${detail}`),
    ...children.flatMap((child) => show(child, `${indent}  `)),
  ];
  return documentSymbols(openDocument(text)).flatMap((symbol) => show(symbol, ''));
}

/** The line of what stands in a domain, or among its devices. */
const inDomain = (content: string) => outline(`<domain>${content}</domain>`)[1]?.trim();
const device = (content: string) => outline(`<domain><devices>${content}</devices></domain>`)[2]?.trim();

describe('document symbols', () => {
  test('are the elements, as deep as they stand', () => {
    assert.deepEqual(
      outline(`<domain type='kvm'>
  <name>vm-1</name>
  <!-- how large -->
  <memory unit='KiB'>4194304</memory>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <features><acpi/></features>
  <on_crash>restart</on_crash>
</domain>`),
      [
        'domain vm-1 | kvm',
        '  name | vm-1',
        '  memory | 4 GiB',
        '  os | x86_64 q35',
        '    type | hvm',
        '  features',
        '    acpi',
        '  on_crash | restart',
      ],
    );
  });

  for (const [content, expected] of [
    [
      "<interface type='bridge'><mac address='52:54:00:76:6d:01'/><source bridge='br0'/><model type='virtio'/><driver queues='4'/></interface>",
      'interface 52:54:00:76:6d:01 | bridge br0 · 4 queues',
    ],
    [
      "<interface type='network'><source network='default'/><target dev='vnet0'/><driver queues='4'/></interface>",
      'interface vnet0 | network default',
    ],
    [
      "<disk type='file' device='disk'><source file='/srv/x.qcow2'/><target dev='vda'/></disk>",
      'disk vda | /srv/x.qcow2',
    ],
    ["<disk type='file' device='cdrom'><target dev='sda'/></disk>", 'disk sda | cdrom'],
    [
      "<disk type='network'><source protocol='rbd' name='pool/image'/><target dev='vdb'/></disk>",
      'disk vdb | pool/image',
    ],
    ["<controller type='pci' index='1' model='pcie-root-port'/>", 'controller pci 1 | pcie-root-port'],
    [
      "<hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x03' slot='0x00' function='0x1'/></source></hostdev>",
      'hostdev pci | 0000:03:00.1',
    ],
    [
      "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0xbeef'/></source></hostdev>",
      'hostdev usb | 0x1234:0xbeef',
    ],
    [
      "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
      'channel org.qemu.guest_agent.0 | unix',
    ],
    [
      "<filesystem type='mount'><source dir='/srv'/><target dir='share'/></filesystem>",
      'filesystem share | /srv',
    ],
    ["<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>", 'graphics vnc | 127.0.0.1'],
    ["<memory model='dimm'><target><size unit='MiB'>1024</size></target></memory>", 'memory dimm | 1 GiB'],
    ["<constructor prototype='x'/>", 'constructor | x'],
    ['<emulator>/usr/bin/qemu-system-x86_64</emulator>', 'emulator | /usr/bin/qemu-system-x86_64'],
    ["<memballoon model='none'/>", 'memballoon | none'],
  ] as const)
    test(expected, () => assert.equal(device(content), expected));

  for (const [content, expected] of [
    ["<vcpu current='2'>4</vcpu>", 'vcpu | 2 of 4 vCPUs'],
    ["<cpu mode='custom'><model>Skylake-Server</model></cpu>", 'cpu | custom · Skylake-Server'],
    ["<blkiotune a='1' b='2'/>", 'blkiotune | a=1 b=2'],
    [`<description>${'long '.repeat(40)}</description>`, `description | ${'long '.repeat(40).slice(0, 79)}…`],
  ] as const)
    test(expected, () => assert.equal(inDomain(content), expected));

  test('are there while they are being typed, but for those without a name', () => {
    assert.deepEqual(outline("<domain type='kvm'><devices><interface type='bri"), [
      'domain | kvm',
      '  devices',
      '    interface | bri',
    ]);
    assert.deepEqual(outline('<domain><devices><'), ['domain', '  devices']);
    assert.deepEqual(outline('<'), []);
    assert.deepEqual(outline(''), []);
  });

  test('every selection lies in its symbol, and every symbol in the one around', () => {
    const check = (symbol: DocumentSymbol) => {
      assert.ok(symbol.start <= symbol.selection.start && symbol.selection.end <= symbol.end);
      for (const child of symbol.children) {
        assert.ok(symbol.start <= child.start && child.end <= symbol.end);
        check(child);
      }
    };
    for (const text of ['<domain><a><b></a></domain>', '<domain><a', '<domain></domain', '<a>'.repeat(1000)])
      for (const symbol of documentSymbols(openDocument(text))) check(symbol);
  });
});
