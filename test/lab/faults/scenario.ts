import { randomBytes } from 'node:crypto';
import type { Mode } from '../../../client/src/apply/mode.ts';

/** Where in an apply something goes wrong, by the command that is run there. */
export type Place = 'backup' | 'journal' | 'store' | 'turn-off' | 'start' | 'guest';

export const faults = [
  'ssh killed',
  'answer lost',
  'virsh fails',
  'libvirtd killed',
  'killed before, resume',
  'killed before, roll back',
  'killed after, resume',
  'killed after, roll back',
  'disk full',
  'guest hung',
  'agent gone',
  'changed behind our back',
] as const;
export type Fault = (typeof faults)[number];

/** How the domain is before. */
export type Was = 'running' | 'off' | 'transient';

export interface Scenario {
  readonly mode: Mode;
  readonly was: Was;
  readonly place: Place;
  readonly fault: Fault;
}

/** Every fault at every step that a mode has, where the two can meet. */
export function scenarios(): Scenario[] {
  const all: Scenario[] = [];
  for (const mode of ['persist', 'try-once', 'define-only'] as const) {
    for (const was of ['running', 'off', 'transient'] as const) {
      for (const place of placesOf(mode, was)) {
        for (const fault of faults) if (canMeet(fault, place)) all.push({ mode, was, place, fault });
      }
    }
  }
  return all;
}

export function nameOf({ mode, was, place, fault }: Scenario): string {
  return `${mode} · ${was} · ${place} · ${fault}`;
}

function placesOf(mode: Mode, was: Was): Place[] {
  const all: Place[] = ['backup', 'journal'];
  if (mode !== 'try-once') all.push('store');
  if (mode === 'define-only') return all;
  if (was !== 'off') all.push('turn-off');
  return [...all, 'start', 'guest'];
}

function canMeet(fault: Fault, place: Place): boolean {
  if (place === 'journal') return fault === 'disk full';
  if (fault === 'guest hung') return place === 'turn-off';
  if (fault === 'agent gone') return place === 'guest';
  // No journal yet: there is nothing to resume, and nothing was touched.
  if (fault.startsWith('killed')) return place !== 'backup';
  return fault !== 'changed behind our back' || place !== 'backup';
}

/** The verb of virsh that makes out the step. */
export function verbsOf(place: Place, mode: Mode): readonly string[] {
  switch (place) {
    case 'backup':
      return ['dumpxml'];
    case 'journal':
      // The fault strikes when the backup is saved, not at a command.
      return [];
    case 'store':
      return ['define'];
    case 'turn-off':
      return ['shutdown', 'destroy'];
    case 'start':
      return [mode === 'try-once' ? 'create' : 'start'];
    case 'guest':
      return ['qemu-agent-command'];
  }
}

/** A VM that boots nothing, so that it starts and is turned off within a second. */
export function tinyDomain(): { readonly name: string; readonly uuid: string; xml(queues: number): string } {
  const unique = randomBytes(3);
  const hex = unique.toString('hex');
  const name = `vq-fault-${hex}`;
  const uuid = `6f1f3b0e-6c0a-4a51-9d6e-000000${hex}`;
  const mac = ['52:54:00', ...(unique.toString('hex').match(/../g) ?? [])].join(':');
  // Others on this machine may be about to take the port that libvirt would find free.
  const port = 6100 + (Number.parseInt(hex, 16) % 50_000);
  const xml = (queues: number) => `<domain type='qemu'>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <memory unit='MiB'>32</memory>
  <vcpu>4</vcpu>
  <os>
    <type arch='x86_64' machine='pc'>hvm</type>
  </os>
  <features>
    <acpi/>
  </features>
  <devices>
    <interface type='ethernet'>
      <mac address='${mac}'/>
      <target dev='vqf${hex}'/>
      <model type='virtio'/>
      <driver queues='${queues}'/>
    </interface>
    <channel type='unix'>
      <target type='virtio' name='org.qemu.guest_agent.0'/>
    </channel>
    <graphics type='vnc' autoport='no' port='${port}' passwd='${secret}'/>
  </devices>
</domain>
`;
  return { name, uuid, xml };
}

/** In the definitions, and nowhere else. */
export const secret = 'hush4vnc';
