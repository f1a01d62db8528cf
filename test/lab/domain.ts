import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { guestExec } from './agent.ts';
import type { GuestImage } from './guest.ts';
import { type Ask, virsh, virshOk } from './virsh.ts';

/** What to take away from the guest; see `guest/init`, `debianGuest/init` and systemd's own. */
export type GuestSwitch =
  | 'vq.noacpi'
  | 'vq.noagent'
  | 'vq.noethtool'
  | 'vq.nosystemd'
  | `systemd.mask=${string}`;

export interface DomainOptions {
  /** Emulated, which runs anywhere, unless KVM is said to be there. */
  readonly type?: 'qemu' | 'kvm';
  /** 4 by default. */
  readonly vcpus?: number;
  /** One entry per interface: its `queues`, or undefined for an interface without `<driver>`. One without by default. */
  readonly queues?: readonly (number | undefined)[];
  readonly switches?: readonly GuestSwitch[];
  /** An ed25519 public key, in base64, with which root may log in over ssh; without one there is no ssh. */
  readonly sshKey?: string;
  /** Whether the domain has the agent's channel; true by default. */
  readonly channel?: boolean;
}

/** A domain description for the test guest, with names that no other run uses. */
export interface TestDomain {
  readonly name: string;
  readonly uuid: string;
  readonly interfaces: readonly TestInterface[];
  readonly xml: string;
}

export interface TestInterface {
  readonly mac: string;
  readonly target: string;
  readonly queues: number | undefined;
}

export function testDomain(image: GuestImage, options: DomainOptions = {}): TestDomain {
  const name = `vq-test-${process.pid}-${randomBytes(3).toString('hex')}`;
  const uuid = randomUUID();
  const type = options.type ?? 'qemu';
  const interfaces = (options.queues ?? [undefined]).map(testInterface);
  const channel = `
    <channel type='unix'>
      <target type='virtio' name='org.qemu.guest_agent.0'/>
    </channel>`;
  const xml = `<domain type='${type}'>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <memory unit='MiB'>${image.disk ? 384 : 256}</memory>
  <vcpu>${options.vcpus ?? 4}</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
    <kernel>${image.kernel}</kernel>
    <initrd>${image.initrd}</initrd>
    <cmdline>${['console=ttyS0', 'quiet', ...(options.switches ?? []), ...(options.sshKey ? [`vq.sshkey=${options.sshKey}`] : [])].join(' ')}</cmdline>
  </os>
  <features>
    <acpi/>
  </features>
  <cpu mode='${type === 'kvm' ? 'host-passthrough' : 'maximum'}'/>
  <devices>${image.disk ? diskXml(image.disk) : ''}${interfaces.map(interfaceXml).join('')}${options.channel === false ? '' : channel}
    <serial type='pty'/>
  </devices>
</domain>
`;
  return { name, uuid, interfaces, xml };
}

/** The domain's XML with so many queues on each of its interfaces. */
export function withQueues({ xml }: TestDomain, queues: number): string {
  return xml.replace(
    /(<model type='virtio'\/>)(\s*<driver[^>]*>)?/g,
    `$1\n      <driver queues='${queues}'/>`,
  );
}

/** Starts the domain, transient, and waits until its guest agent answers. */
export async function startAndWait(domain: TestDomain): Promise<void> {
  await virshOk(['create', '--validate', '/dev/stdin'], { stdin: domain.xml });
  await waitForAgent(domain.uuid);
}

export async function waitForAgent(uuid: string, ask: Ask = virsh): Promise<void> {
  await until(
    `the guest agent of ${uuid} answers`,
    async () => (await guestExec(uuid, ['true'], ask)) !== undefined,
  );
}

/** libvirt's word for what the domain does (`running`, `shut off` …); undefined when there is no such domain. */
export async function domainState(uuid: string): Promise<string | undefined> {
  const { code, stdout } = await virsh(['domstate', uuid]);
  return code === 0 ? stdout.trim() : undefined;
}

/** Leaves nothing of the domain behind, whatever its state. */
export async function removeDomain(uuid: string): Promise<void> {
  await virsh(['destroy', uuid]);
  await virsh(['undefine', uuid]);
}

/** Polls; the machine may be emulating several guests on few CPUs, so it is patient. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 240_000;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`Waited in vain until ${what}`);
    }
    await sleep(500);
  }
}

function testInterface(queues: number | undefined): TestInterface {
  const unique = randomBytes(3);
  const mac = ['52', '54', '00', ...Array.from(unique, (byte) => byte.toString(16).padStart(2, '0'))].join(
    ':',
  );
  return { mac, target: `vqt${unique.toString('hex')}`, queues };
}

function diskXml(file: string): string {
  return `
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/>
      <source file='${file}'/>
      <target dev='vda' bus='virtio'/>
    </disk>`;
}

function interfaceXml({ mac, target, queues }: TestInterface): string {
  return `
    <interface type='ethernet'>
      <mac address='${mac}'/>
      <target dev='${target}'/>
      <model type='virtio'/>${queues === undefined ? '' : `\n      <driver queues='${queues}'/>`}
    </interface>`;
}
