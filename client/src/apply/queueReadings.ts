import * as l10n from '@vscode/l10n';
import type { Domain } from '../../../server/src/libvirt/domain.ts';
import { ExecError, type ExecResult } from '../host/exec.ts';
import type { Guest } from '../host/guest.ts';
import { parseCpuList, parseCpuMask, parseGuestFiles, readGuestFiles } from '../host/parse/guestFiles.ts';
import { type QueueInterrupt, queueInterruptLines, softirqCounts } from '../host/parse/interrupts.ts';
import { countVhostWorkers, listThreads } from '../host/parse/vhost.ts';
import type { Virsh } from '../host/virsh.ts';
import type { GuestTuning } from './guestReport.ts';

/** What host and guest show of a domain's queues at one moment. */
export interface QueueReadings {
  /** Queues that QEMU holds of each tap, by the tap's name. */
  readonly tapQueues: Readonly<Record<string, number>>;
  /** Files of the guest's /proc and /sys. */
  readonly files: ReadonlyMap<string, string>;
}

/** One queue pair in the guest. */
export interface QueueReading {
  readonly queue: number;
  readonly input: QueueInterrupt | undefined;
  readonly output: QueueInterrupt | undefined;
  /** CPUs that the interrupts may go to. */
  readonly inputAffinity: readonly number[];
  readonly outputAffinity: readonly number[];
  /** CPUs that received packets are passed on to; none: they stay where the interrupt was. */
  readonly rps: readonly number[];
  /** Flows that RFS follows on this queue; 0: it is off. */
  readonly rfsFlows: number;
  /** CPUs whose packets leave by this queue; none: a hash decides. */
  readonly xps: readonly number[];
}

export async function readQueues(
  domain: Domain,
  guest: Guest,
  virsh: Virsh,
  signal?: AbortSignal,
): Promise<QueueReadings> {
  const tapQueues = await tapQueuesOf(domain, virsh, signal);
  const [program, ...parameters] = readGuestFiles;
  const { stdout } = await guest.run(program, parameters, signal);
  return { tapQueues, files: parseGuestFiles(stdout) };
}

/** The queues of one interface of the guest, as `readings` show them. */
export function queuesOf({ files }: QueueReadings, device: string, virtio: string): QueueReading[] {
  const lines = queueInterruptLines(files.get('/proc/interrupts') ?? '', virtio);
  const numbers = new Set([
    ...lines.map(({ queue }) => queue),
    ...[...files.keys()].flatMap((path) => {
      const [, name, number] = /^\/sys\/class\/net\/([^/]+)\/queues\/[rt]x-(\d+)\//.exec(path) ?? [];
      return name === device ? [Number(number)] : [];
    }),
  ]);
  return [...numbers]
    .sort((a, b) => a - b)
    .map((queue) => {
      const line = (direction: QueueInterrupt['direction']) =>
        lines.find((each) => each.queue === queue && each.direction === direction);
      const affinity = (irq: number | undefined) =>
        parseCpuList(files.get(`/proc/irq/${irq}/smp_affinity_list`) ?? '');
      const file = (name: string) => files.get(`/sys/class/net/${device}/queues/${name}`) ?? '';
      const [input, output] = [line('input'), line('output')];
      return {
        queue,
        input,
        output,
        inputAffinity: affinity(input?.irq),
        outputAffinity: affinity(output?.irq),
        rps: parseCpuMask(file(`rx-${queue}/rps_cpus`)),
        rfsFlows: Number(file(`rx-${queue}/rps_flow_cnt`)) || 0,
        xps: parseCpuMask(file(`tx-${queue}/xps_cpus`)),
      };
    });
}

/** Softirqs and settings of the whole guest, then and now. */
export function tuningOf(before: QueueReadings, now: QueueReadings): GuestTuning {
  const softirqs = (name: string) => ({
    before: softirqCounts(before.files.get('/proc/softirqs') ?? '', name),
    now: softirqCounts(now.files.get('/proc/softirqs') ?? '', name),
  });
  return {
    hasIrqbalance: [...now.files].some(
      ([path, text]) => path.endsWith('/comm') && text.trim() === 'irqbalance',
    ),
    flowEntries: Number(now.files.get('/proc/sys/net/core/rps_sock_flow_entries')) || 0,
    receive: softirqs('NET_RX'),
    transmit: softirqs('NET_TX'),
  };
}

/** Not every host has ps, or shows everybody's processes. What it shows of others is nothing to repeat. */
export async function vhostWorkersOf(
  uuid: string,
  virsh: Virsh,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const count = (output: string) => countVhostWorkers(output, uuid);
  const shown = ({ stdout }: ExecResult) =>
    l10n.t('(vhost workers of this domain: {0})', count(stdout) ?? '?');
  const { code, stdout } = await ifThere(virsh.exec.run(listThreads, { signal, shown }));
  return code === 0 ? count(stdout) : undefined;
}

/** A tap shows as many queues as QEMU has attached to it, which are those the guest uses. */
async function tapQueuesOf(
  { interfaces }: Domain,
  virsh: Virsh,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const taps = interfaces.flatMap(({ targetDevice }) =>
    targetDevice !== undefined && /^[^/\s.][^/\s]*$/.test(targetDevice) ? [targetDevice] : [],
  );
  if (taps.length === 0) return {};
  const folders = taps.map((tap) => `/sys/class/net/${tap}/queues`);
  const shown = ({ stdout }: ExecResult) => stdout.trim().split('\n').sort().join('\n');
  const command = ['find', ...folders, '-maxdepth', '1', '-name', 'rx-*'];
  const { stdout } = await ifThere(virsh.exec.run(command, { signal, shown }));
  return Object.fromEntries(
    taps.flatMap((tap) => {
      const count = stdout.split('\n').filter((path) => path.startsWith(`/sys/class/net/${tap}/`)).length;
      return count > 0 ? [[tap, count] as const] : [];
    }),
  );
}

/** A program that the host has not got has nothing to say. */
async function ifThere(run: Promise<ExecResult>): Promise<ExecResult> {
  try {
    return await run;
  } catch (error) {
    if (error instanceof ExecError && error.failure === 'not-found') {
      return { code: 127, stdout: '', stderr: '' };
    }
    throw error;
  }
}
