import { randomBytes } from 'node:crypto';
import { type Mode, modes } from '../../../client/src/apply/mode.ts';

/** Where in an apply something goes wrong, by the command that is run there; the last three under `guest-only`. */
export type Place =
  | 'backup'
  | 'journal'
  | 'store'
  | 'turn-off'
  | 'start'
  | 'guest'
  | 'reach'
  | 'set'
  | 'read back';

export const faults = [
  'ssh killed, command lost',
  'ssh killed, command goes on',
  'answer lost',
  'virsh fails',
  'libvirtd killed',
  'killed before',
  'killed before, resume',
  'killed before, roll back',
  'killed after',
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
  for (const mode of modes) {
    for (const was of ['running', 'off', 'transient'] as const) {
      for (const place of placesOf(mode, was)) {
        for (const fault of faults) if (canMeet(fault, place, mode)) all.push({ mode, was, place, fault });
      }
    }
  }
  return all;
}

export function nameOf({ mode, was, place, fault }: Scenario): string {
  return `${mode} · ${was} · ${place} · ${fault}`;
}

function placesOf(mode: Mode, was: Was): Place[] {
  if (mode === 'guest-only') return was === 'running' ? ['reach', 'set', 'read back'] : [];
  const all: Place[] = ['backup', 'journal'];
  if (mode !== 'try-once') all.push('store');
  if (mode === 'define-only') return all;
  if (was !== 'off') all.push('turn-off');
  return [...all, 'start', 'guest'];
}

function canMeet(fault: Fault, place: Place, mode: Mode): boolean {
  // Nothing is written down: who is killed leaves nothing to resume.
  if (mode === 'guest-only') return !/, (resume|roll back)$/.test(fault);
  if (fault === 'killed before' || fault === 'killed after') return false;
  if (place === 'journal') return fault === 'disk full';
  if (fault === 'guest hung') return place === 'turn-off';
  if (fault === 'agent gone') return place === 'guest';
  // No journal yet: there is nothing to resume, and nothing was touched.
  if (fault.startsWith('killed')) return place !== 'backup';
  return fault !== 'changed behind our back' || place !== 'backup';
}

/** Tells of each command, in their order, whether the step begins with it. */
export function beginsWith(place: Place, mode: Mode): (argv: readonly string[]) => boolean {
  const verbs = verbsOf(place, mode);
  let isSet = false;
  return (argv) => {
    const request = argv.at(-1) ?? '';
    isSet ||= /"-L"/.test(request);
    if (argv[0] !== 'virsh' || !verbs.includes(argv[3] ?? '')) return false;
    if (place === 'set') return isSet;
    return place !== 'read back' || (isSet && /"-l"/.test(request));
  };
}

function verbsOf(place: Place, mode: Mode): readonly string[] {
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
    case 'reach':
    case 'set':
    case 'read back':
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
  // Others on this machine may be about to take the port that libvirt would find free, connections those above 32767.
  const port = 6100 + (Number.parseInt(hex, 16) % 26_000);
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
