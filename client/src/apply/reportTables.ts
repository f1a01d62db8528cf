import * as l10n from '@vscode/l10n';
import type { CpuCounts } from '../host/parse/interrupts.ts';
import type { GuestReport, InterfaceReport } from './guestReport.ts';
import type { QueueReading } from './queueReadings.ts';
import type { Table } from './table.ts';

/** From what the domain asks for down to what the guest uses, one row for each interface. */
export function interfaceTable(interfaces: readonly InterfaceReport[]): Table {
  // Where nothing was set there is no before.
  const wasSet = interfaces.some(({ asked }) => asked !== undefined);
  const header = [
    l10n.t('interface'),
    l10n.t('MAC'),
    l10n.t('domain'),
    l10n.t('tap'),
    l10n.t('maximum'),
    ...(wasSet ? [l10n.t('asked'), l10n.t('before')] : []),
    l10n.t('now'),
    l10n.t('IRQ in/out'),
  ];
  return [header, ...interfaces.map((one) => interfaceRow(one, wasSet))];
}

function interfaceRow(one: InterfaceReport, wasSet: boolean): string[] {
  const { device, mac, queues, tap, maximum, asked, before, got, interrupts } = one;
  const set = wasSet ? [asked, before] : [];
  const lines = interrupts && `${interrupts.inputs.length}/${interrupts.outputs.length}`;
  const ofTap = tap?.before === tap?.now ? tap?.now : `${tap?.before ?? none} → ${tap?.now ?? none}`;
  return [device, mac, queues, ofTap, maximum, ...set, got, lines].map((cell) => String(cell ?? none));
}

/** Where the interrupts of received packets fired, and what came in between: `12 +5` under each CPU. */
export function interruptTable({ queuesBefore = [], queuesNow = [] }: InterfaceReport): Table {
  const rows = queuesNow.filter(({ input, output }) => input || output);
  const cpus = cpusOf(rows);
  const header = [l10n.t('queue'), l10n.t('IRQ'), l10n.t('direction'), ...cpus.map((cpu) => `CPU${cpu}`)];
  const before = new Map(queuesBefore.map((one) => [one.queue, one]));
  return [
    header,
    ...rows.flatMap((one) =>
      [
        { line: one.input, old: before.get(one.queue)?.input, direction: l10n.t('in') },
        { line: one.output, old: before.get(one.queue)?.output, direction: l10n.t('out') },
      ].flatMap(({ line, old, direction }) =>
        line
          ? [
              [
                String(one.queue),
                String(line.irq),
                direction,
                ...cpus.map((cpu) => countCell(cpu, line.counts, old?.counts)),
              ],
            ]
          : [],
      ),
    ),
  ];
}

/** Affinity, RPS, RFS and XPS of each queue. */
export function steeringTable({ queuesNow = [] }: InterfaceReport): Table {
  const header = [
    l10n.t('queue'),
    l10n.t('IRQ affinity in'),
    l10n.t('IRQ affinity out'),
    'RPS',
    l10n.t('RFS flows'),
    'XPS',
  ];
  return [
    header,
    ...queuesNow.map(({ queue, inputAffinity, outputAffinity, rps, rfsFlows, xps }) => [
      String(queue),
      cpuList(inputAffinity),
      cpuList(outputAffinity),
      cpuList(rps),
      String(rfsFlows),
      cpuList(xps),
    ]),
  ];
}

/** Softirqs of received and sent packets, since the report began and in all. */
export function softirqTable({ receive, transmit }: NonNullable<GuestReport['tuning']>): Table {
  const cpus = Object.keys(receive.now).map(Number);
  return [
    ['', ...cpus.map((cpu) => `CPU${cpu}`)],
    ['NET_RX', ...cpus.map((cpu) => countCell(cpu, receive.now, receive.before))],
    ['NET_TX', ...cpus.map((cpu) => countCell(cpu, transmit.now, transmit.before))],
  ];
}

/** What stands where nothing is known. */
export const none = '–';

function countCell(cpu: number, now: CpuCounts, before: CpuCounts | undefined): string {
  const count = now[cpu] ?? 0;
  const more = before ? count - (before[cpu] ?? 0) : 0;
  return more > 0 ? `${count} +${more}` : String(count);
}

function cpusOf(queues: readonly QueueReading[]): number[] {
  const counts = queues.flatMap(({ input, output }) => [input?.counts ?? {}, output?.counts ?? {}]);
  return [...new Set(counts.flatMap((each) => Object.keys(each).map(Number)))].sort((a, b) => a - b);
}

/** `0-2,5`, as the kernel writes it. */
export function cpuList(cpus: readonly number[]): string {
  if (cpus.length === 0) return none;
  const ranges: [number, number][] = [];
  for (const cpu of cpus) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === cpu) last[1] = cpu;
    else ranges.push([cpu, cpu]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
