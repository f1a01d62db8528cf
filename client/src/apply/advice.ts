import * as l10n from '@vscode/l10n';
import type { GuestReport, InterfaceReport } from './guestReport.ts';
import type { QueueReading } from './queueReadings.ts';

/** What could be better about the queues of a guest, and the command that does it; empty when all is well. */
export function adviseOn(report: GuestReport): string[] {
  return [
    ...report.interfaces.flatMap((one) => [
      ...onNumbers(one, report),
      ...onInterrupts(one, report),
      ...onSteering(one, report),
    ]),
    ...onWhole(report),
  ];
}

function* onNumbers(one: InterfaceReport, { onlineCpus }: GuestReport): Iterable<string> {
  const { device, queues, maximum, got } = one;
  if (device === undefined || onlineCpus === undefined) return;
  const useful = Math.min(maximum ?? queues, onlineCpus);
  if (got !== undefined && got < useful) {
    yield l10n.t(
      '{0} uses {1} of the {2} queues that its {3} CPUs could use: ethtool -L {0} combined {2}',
      device,
      got,
      useful,
      onlineCpus,
    );
  }
  if (queues === 1 && onlineCpus > 1) {
    yield l10n.t(
      "{0} has one queue for {1} CPUs: give it <driver queues='{1}'/> in the domain and start it again.",
      device,
      onlineCpus,
    );
  }
  if (queues > onlineCpus) {
    yield l10n.t(
      '{0} has {1} queues and the guest {2} CPUs: the others cost interrupt vectors and memory, and carry nothing.',
      device,
      queues,
      onlineCpus,
    );
  }
}

function* onInterrupts(one: InterfaceReport, { tuning }: GuestReport): Iterable<string> {
  const { device, interrupts, queuesNow = [] } = one;
  if (device === undefined) return;
  if (interrupts?.shared) {
    yield l10n.t(
      '{0}: queues share an interrupt line, because the guest has too few vectors: give its devices fewer queues, or take devices away.',
      device,
    );
  }
  const used = usedQueues(one);
  const pinnedTo = new Set(used.map(({ inputAffinity }) => inputAffinity.join()));
  const [first] = used;
  if (used.length > 1 && pinnedTo.size === 1 && first?.input && first.inputAffinity.length === 1) {
    const commands = used.map(
      ({ input, queue }) => `echo ${queue} > /proc/irq/${input?.irq}/smp_affinity_list`,
    );
    yield l10n.t(
      'The interrupts of all queues of {0} go to CPU {1}. One CPU for each: {2}',
      device,
      first.inputAffinity[0] ?? 0,
      commands.join('; '),
    );
  }
  const isSpread = queuesNow.length > 1 && pinnedTo.size > 1;
  if (isSpread && tuning?.hasIrqbalance) {
    yield l10n.t(
      'irqbalance runs in the guest and moves interrupts again every 10 seconds: if you pin those of {0} by hand, ban them in its configuration.',
      device,
    );
  }
}

function* onSteering(one: InterfaceReport, { onlineCpus, tuning }: GuestReport): Iterable<string> {
  const { device } = one;
  const used = usedQueues(one);
  if (device === undefined || onlineCpus === undefined || used.length === 0) return;
  const hasRps = used.some(({ rps }) => rps.length > 0);
  if (hasRps && used.length >= onlineCpus) {
    yield l10n.t(
      'RPS is on for {0}, which has a queue for every CPU already: it only moves packets away from the CPU that took them. Write 0 into rps_cpus.',
      device,
    );
  }
  if (!hasRps && used.length > 1 && used.length < onlineCpus) {
    yield l10n.t(
      '{0} has {1} queues for {2} CPUs: where the CPUs of the queues are busy receiving, RPS brings in the others (rps_cpus).',
      device,
      used.length,
      onlineCpus,
    );
  }
  const hasFlows = used.some(({ rfsFlows }) => rfsFlows > 0);
  if (hasFlows !== (tuning?.flowEntries ?? 0) > 0) {
    yield l10n.t(
      'RFS on {0} is half on: it needs both rps_sock_flow_entries (such as 32768) and rps_flow_cnt of each queue (such as {1}), or neither.',
      device,
      Math.floor(32768 / used.length),
    );
  }
  const isXpsOneToOne = used.every(({ xps }) => xps.length > 0);
  if (used.length > 1 && !isXpsOneToOne) {
    yield l10n.t(
      'XPS is not set for {0}: a CPU may send by any queue. Write one CPU into xps_cpus of each tx queue.',
      device,
    );
  }
}

function* onWhole({ canHaveVhost, vhostWorkers }: GuestReport): Iterable<string> {
  if (canHaveVhost && vhostWorkers === 0) {
    yield l10n.t(
      "No vhost worker moves this domain's packets, QEMU does: load vhost_net on the host, and do not set <driver name='qemu'>.",
    );
  }
}

/** Those in use; the driver keeps what belongs to the others. */
function usedQueues({ got, queuesNow = [] }: InterfaceReport): readonly QueueReading[] {
  return queuesNow.filter(({ queue }) => queue < (got ?? Number.POSITIVE_INFINITY));
}
