import * as l10n from '@vscode/l10n';
import type { XmlElement } from '../../xml/tree.ts';
import type { SnippetWriter } from './snippet.ts';

/** Something whole that works as it is inserted. */
export interface WholeSnippet {
  /** The element that it begins with. */
  readonly element: string;
  /** Behind the element's name in the list. */
  readonly variant: string;
  title(): string;
  /** Lines with `\t` for each level, quotes as libvirt writes them. */
  lines(into: InsertedInto): readonly string[];
  /** Another process has to map the guest's memory for it. */
  readonly needsSharedMemory?: true;
}

export interface InsertedInto {
  readonly writer: SnippetWriter;
  /** Values as completion proposes them for `parent/element@attribute`, or `parent/element` for a text. */
  readonly from: (place: string) => readonly string[];
  /** vhost-net is for KVM guests only. */
  readonly isKvm: boolean;
}

const virtioDriver = ({ writer, from, isKvm }: InsertedInto) =>
  `\t<driver ${isKvm ? "name='vhost' " : ''}${writer.attribute('queues', from('interface/driver@queues'))}/>`;

/** Devices as they are mostly wanted today, for inside `<devices>`. */
const devices: readonly WholeSnippet[] = [
  {
    element: 'disk',
    variant: 'virtio qcow2',
    title: () => l10n.t('Disk of a qcow2 file, virtio-blk'),
    lines: ({ writer, from }) => [
      "<disk type='file' device='disk'>",
      "\t<driver name='qemu' type='qcow2' discard='unmap'/>",
      `\t<source ${writer.attribute('file', from('disk/source@file'))}/>`,
      `\t<target ${writer.attribute('dev', from('disk/target@dev'))} bus='virtio'/>`,
      '</disk>',
    ],
  },
  {
    element: 'disk',
    variant: 'virtio block multi-queue',
    title: () => l10n.t('Disk on a block device of the host, virtio-blk, a queue for each vCPU'),
    lines: ({ writer, from }) => [
      "<disk type='block' device='disk'>",
      `\t<driver name='qemu' type='raw' cache='none' io='native' ${writer.attribute('queues', from('disk/driver@queues'))}/>`,
      `\t<source ${writer.attribute('dev', ['/dev/vg0/lv0'])}/>`,
      `\t<target ${writer.attribute('dev', from('disk/target@dev'))} bus='virtio'/>`,
      '</disk>',
    ],
  },
  {
    element: 'disk',
    variant: 'cdrom',
    title: () => l10n.t('CD-ROM with an ISO image'),
    lines: ({ writer, from }) => [
      "<disk type='file' device='cdrom'>",
      "\t<driver name='qemu' type='raw'/>",
      `\t<source ${writer.attribute('file', ['/var/lib/libvirt/images/install.iso'])}/>`,
      `\t<target ${writer.attribute(
        'dev',
        from('disk/target@dev').filter((dev) => dev.startsWith('sd')),
      )} bus='sata'/>`,
      '\t<readonly/>',
      '</disk>',
    ],
  },
  {
    element: 'controller',
    variant: 'virtio-scsi multi-queue',
    title: () => l10n.t('SCSI controller, virtio-scsi, a queue for each vCPU'),
    lines: ({ writer, from }) => [
      "<controller type='scsi' model='virtio-scsi'>",
      `\t<driver ${writer.attribute('queues', from('controller/driver@queues'))}/>`,
      '</controller>',
    ],
  },
  {
    element: 'controller',
    variant: 'pcie-root-port',
    title: () => l10n.t('PCI Express port, for one more device'),
    lines: () => ["<controller type='pci' model='pcie-root-port'/>"],
  },
  {
    element: 'interface',
    variant: 'network virtio multi-queue',
    title: () => l10n.t('Network card on a libvirt network, virtio with several queues'),
    lines: ({ writer, from, isKvm }) => [
      "<interface type='network'>",
      `\t<source ${writer.attribute('network', from('interface/source@network'))}/>`,
      "\t<model type='virtio'/>",
      virtioDriver({ writer, from, isKvm }),
      '</interface>',
    ],
  },
  {
    element: 'interface',
    variant: 'bridge virtio multi-queue',
    title: () => l10n.t('Network card on a bridge of the host, virtio with several queues'),
    lines: ({ writer, from, isKvm }) => [
      "<interface type='bridge'>",
      `\t<source ${writer.attribute('bridge', from('interface/source@bridge'))}/>`,
      "\t<model type='virtio'/>",
      virtioDriver({ writer, from, isKvm }),
      '</interface>',
    ],
  },
  {
    element: 'interface',
    variant: 'macvtap virtio multi-queue',
    title: () => l10n.t('Network card on a card of the host (macvtap), virtio with several queues'),
    lines: ({ writer, from, isKvm }) => [
      "<interface type='direct'>",
      `\t<source ${writer.attribute('dev', ['eth0'])} mode='bridge'/>`,
      "\t<model type='virtio'/>",
      virtioDriver({ writer, from, isKvm }),
      '</interface>',
    ],
  },
  {
    element: 'interface',
    variant: 'vhost-user multi-queue',
    title: () => l10n.t('Network card on a vhost-user switch (OVS-DPDK, VPP), with shared memory'),
    needsSharedMemory: true,
    lines: ({ writer, from }) => [
      "<interface type='vhostuser'>",
      `\t<source type='unix' ${writer.attribute('path', ['/var/run/openvswitch/vhost-user1'])} ${writer.attribute('mode', ['client', 'server'])}/>`,
      "\t<model type='virtio'/>",
      `\t<driver ${writer.attribute('queues', from('interface/driver@queues'))}/>`,
      '</interface>',
    ],
  },
  {
    element: 'channel',
    variant: 'guest agent',
    title: () => l10n.t('Channel of the QEMU guest agent'),
    lines: () => [
      "<channel type='unix'>",
      "\t<target type='virtio' name='org.qemu.guest_agent.0'/>",
      '</channel>',
    ],
  },
  {
    element: 'filesystem',
    variant: 'virtiofs',
    title: () => l10n.t('Folder of the host, virtiofs, with shared memory'),
    needsSharedMemory: true,
    lines: ({ writer }) => [
      "<filesystem type='mount' accessmode='passthrough'>",
      "\t<driver type='virtiofs' queue='1024'/>",
      `\t<source ${writer.attribute('dir', ['/srv/share'])}/>`,
      `\t<target ${writer.attribute('dir', ['share'])}/>`,
      '</filesystem>',
    ],
  },
  {
    element: 'console',
    variant: 'serial',
    title: () => l10n.t('Console for virsh console'),
    lines: () => ["<console type='pty'>", "\t<target type='serial' port='0'/>", '</console>'],
  },
  {
    element: 'graphics',
    variant: 'vnc',
    title: () => l10n.t('VNC screen, reachable from the host only'),
    lines: () => ["<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>"],
  },
  {
    element: 'video',
    variant: 'virtio',
    title: () => l10n.t('Video card, virtio'),
    lines: () => ['<video>', "\t<model type='virtio' heads='1' primary='yes'/>", '</video>'],
  },
  {
    element: 'rng',
    variant: 'virtio',
    title: () => l10n.t('Random numbers from the host'),
    lines: () => ["<rng model='virtio'>", "\t<backend model='random'>/dev/urandom</backend>", '</rng>'],
  },
  {
    element: 'tpm',
    variant: '2.0',
    title: () => l10n.t('Emulated TPM 2.0'),
    lines: () => ["<tpm model='tpm-crb'>", "\t<backend type='emulator' version='2.0'/>", '</tpm>'],
  },
  {
    element: 'hostdev',
    variant: 'pci',
    title: () => l10n.t('PCI device of the host, passed through'),
    lines: ({ writer }) => [
      "<hostdev mode='subsystem' type='pci' managed='yes'>",
      '\t<source>',
      `\t\t<address domain='0x0000' ${writer.attribute('bus', ['0x01'])} ${writer.attribute('slot', ['0x00'])} ${writer.attribute('function', ['0x0'])}/>`,
      '\t</source>',
      '</hostdev>',
    ],
  },
];

/** For an empty file. */
const domains: readonly WholeSnippet[] = [
  {
    element: 'domain',
    variant: 'kvm multi-queue',
    title: () => l10n.t('VM with KVM: q35, UEFI, virtio disk, and a virtio network card with several queues'),
    lines: ({ writer, from }) => [
      "<domain type='kvm'>",
      `\t<name>${writer.text(from('domain/name'))}</name>`,
      `\t<memory unit='GiB'>${writer.text(from('domain/memory'))}</memory>`,
      `\t<vcpu>${writer.text(['4'])}</vcpu>`,
      "\t<os firmware='efi'>",
      `\t\t<type arch='x86_64' ${writer.attribute('machine', from('os/type@machine'))}>hvm</type>`,
      "\t\t<boot dev='hd'/>",
      '\t</os>',
      '\t<features>',
      '\t\t<acpi/>',
      '\t\t<apic/>',
      '\t</features>',
      "\t<cpu mode='host-passthrough'/>",
      '\t<devices>',
      "\t\t<disk type='file' device='disk'>",
      "\t\t\t<driver name='qemu' type='qcow2' discard='unmap'/>",
      `\t\t\t<source ${writer.attribute('file', from('disk/source@file'))}/>`,
      "\t\t\t<target dev='vda' bus='virtio'/>",
      '\t\t</disk>',
      "\t\t<interface type='network'>",
      `\t\t\t<source ${writer.attribute('network', from('interface/source@network'))}/>`,
      "\t\t\t<model type='virtio'/>",
      `\t\t\t<driver name='vhost' ${writer.attribute('queues', ['4'])}/>`,
      '\t\t</interface>',
      "\t\t<channel type='unix'>",
      "\t\t\t<target type='virtio' name='org.qemu.guest_agent.0'/>",
      '\t\t</channel>',
      "\t\t<console type='pty'/>",
      "\t\t<rng model='virtio'>",
      "\t\t\t<backend model='random'>/dev/urandom</backend>",
      '\t\t</rng>',
      '\t</devices>',
      '</domain>',
    ],
  },
];

/** Inside a device. */
const addresses: readonly WholeSnippet[] = [
  {
    element: 'address',
    variant: 'pci',
    title: () => l10n.t('A PCI address that is free'),
    lines: ({ writer, from }) => [
      `<address type='pci' domain='0x0000' ${writer.attribute('bus', from('address@bus').slice(0, 1))} ${writer.attribute('slot', from('address@slot').slice(0, 1))} function='0x0'/>`,
    ],
  },
];

/** What is offered whole in an element; for an empty document without one. */
export function wholesIn(element: XmlElement | undefined): readonly WholeSnippet[] {
  if (element === undefined) return domains;
  if (element.name === 'devices') return devices;
  return element.parent?.name === 'devices' ? addresses : [];
}
