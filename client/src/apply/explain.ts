import * as l10n from '@vscode/l10n';
import { ExecError } from '../host/exec.ts';
import { VirshError } from '../host/virsh.ts';

/** What an error says, and below it what that means and what to do, where we know. */
export function describe(error: unknown, place: string): string {
  if (error instanceof VirshError) {
    const meaning = meaningOf(error.message);
    return meaning === undefined ? error.message : `${error.message}\n${meaning}`;
  }
  if (error instanceof ExecError) return describeExec(error, place);
  return error instanceof Error ? error.message : String(error);
}

export function isAbort(error: unknown): boolean {
  return error instanceof ExecError && error.failure === 'aborted';
}

function describeExec(error: ExecError, place: string): string {
  switch (error.failure) {
    case 'not-found':
      return l10n.t(
        '{0} cannot be run on {1}: is it installed there? ({2})\nOn Debian and Ubuntu virsh is in libvirt-clients, on Fedora and RHEL in libvirt-client.',
        error.argv[0] ?? '',
        place,
        error.message,
      );
    case 'timeout':
      return l10n.t(
        '{0} did not answer in time on {1}. libvirtd may be busy or hung.',
        error.argv.slice(0, 4).join(' '),
        place,
      );
    case 'unreachable':
      return error.message;
    case 'aborted':
      return l10n.t('Cancelled.');
  }
}

/** What a message of libvirt means; sources and measurements: libvirt 9.0.0 with QEMU 7.2 on Linux 6.1. */
export function meaningOf(message: string): string | undefined {
  return meanings.find(([pattern]) => pattern.test(message))?.[1]();
}

const meanings: readonly (readonly [RegExp, () => string])[] = [
  [
    /Unable to create tap device .*Argument list too long/,
    () =>
      l10n.t(
        'A tap device takes 256 queues at most (8 on 3.x kernels), and the document asks for more: lower queues in <driver>.',
      ),
  ],
  [
    /Unable to create tap device .*Invalid argument/,
    () =>
      l10n.t(
        'The tap device exists already and was made for another number of queues: make it again with "ip tuntap add mode tap multi_queue", or let libvirt make it.',
      ),
  ],
  [
    /macvtap .*Device or resource busy/,
    () =>
      l10n.t('A macvtap device takes 256 queues at most (16 on older kernels): lower queues in <driver>.'),
  ],
  [
    /already exists with uuid|is already defined with uuid/,
    () => l10n.t('Name and uuid of the document belong to two different domains of the host.'),
  ],
  [/is already active/, () => l10n.t('Somebody or something else has started the domain in the meantime.')],
  [
    /multiqueue is not supported for network interfaces of type/,
    () =>
      l10n.t(
        'Only network, bridge, ethernet, direct, vhostuser and vdpa interfaces take more than one queue: take queues out or change the interface type.',
      ),
  ],
  [
    /failed to validate against schema/,
    () =>
      l10n.t(
        'The host\'s schema refuses the document. For any mistake below <devices> it says only "Extra element devices": look for a misspelt element or attribute and for values that are not allowed.',
      ),
  ],
  [
    /network '.*' is not active/,
    () =>
      l10n.t(
        'Start that network with "virsh net-start", and have it start by itself with "virsh net-autostart".',
      ),
  ],
  [
    /no network with matching name/,
    () => l10n.t('The host has no such libvirt network: "virsh net-list --all" names those it has.'),
  ],
  [
    /Cannot get interface MTU on .*No such device/,
    () => l10n.t('The bridge of <source bridge=…> does not exist on the host.'),
  ],
  [
    /Unable to get index for interface .*No such device/,
    () => l10n.t('The device of <source dev=…> does not exist on the host.'),
  ],
  [
    /The .* interface already exists/,
    () =>
      l10n.t(
        "A device with the name of <target dev=…> is there already: give it another name, or write managed='no' to use it.",
      ),
  ],
  [
    /Network interface name .* is too long/,
    () => l10n.t('The name in <target dev=…> may have 15 characters at most.'),
  ],
  [
    /Could not access KVM|KVM kernel module|invalid domain type kvm|domaintype=kvm/i,
    () =>
      l10n.t(
        "The host cannot run type='kvm': enable virtualization in its firmware and load kvm_intel or kvm_amd, or use type='qemu', which is slow.",
      ),
  ],
  [
    /authentication unavailable|authentication failed|access denied|Unable to get system bus connection/i,
    () => l10n.t('This user may not use libvirt there: add it to the group libvirt, or connect as root.'),
  ],
  [
    /Failed to connect socket.*Permission denied/,
    () => l10n.t('This user may not use libvirt there: add it to the group libvirt, or connect as root.'),
  ],
  [
    /Failed to connect socket|Cannot recv data|End of file while reading data|Disconnected from/,
    () =>
      l10n.t(
        'libvirtd does not run there, or has just died: "systemctl status libvirtd" on the host tells more.',
      ),
  ],
  [
    /unexpected qemu URI path|no connection driver available/,
    () => l10n.t('The libvirt URI is wrong: qemu:///system is the usual one.'),
  ],
  [/failed to get domain|Domain not found/, () => l10n.t('libvirt does not know this domain any more.')],
  [
    /Permission denied/,
    () =>
      l10n.t(
        'QEMU runs as a user of its own: the files of the domain and every folder above them must be readable by it.',
      ),
  ],
  [
    /No such file or directory/,
    () => l10n.t('A file or device that the document names does not exist on the host.'),
  ],
  [
    /Cannot allocate memory|cannot set up guest memory/,
    () => l10n.t('The host has not enough free memory for this guest.'),
  ],
];
