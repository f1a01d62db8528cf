import * as l10n from '@vscode/l10n';
import { type GuestReport, isComplete } from './guestReport.ts';
import type { Kept } from './persist.ts';
import { interfaceTable, interruptTable } from './reportTables.ts';
import { aligned } from './table.ts';

/** The end of the story as text: tables of the interfaces and their interrupts, then what is to be said about the whole. */
export function renderReport(report: GuestReport): string {
  return [
    ...(report.interfaces.length > 0 ? [aligned(interfaceTable(report.interfaces))] : []),
    ...report.interfaces.flatMap((one) => {
      const { device, mac, problem, interrupts, kept } = one;
      const lines = interruptTable(one);
      return [
        ...(lines.length > 1
          ? [`${l10n.t('{0}: interrupts by CPU', device ?? mac)}\n${aligned(lines, '  ')}`]
          : []),
        ...(problem ? [`${device ?? mac}: ${problem.message}`] : []),
        ...(kept ? [keptLine(device ?? mac, kept)] : []),
        ...(interrupts?.shared
          ? [
              l10n.t(
                '{0}: queues share an interrupt line, because the guest has too few vectors.',
                device ?? mac,
              ),
            ]
          : []),
      ];
    }),
    ...(report.problem ? [report.problem.message] : []),
    ...(report.onlineCpus === undefined ? [] : [l10n.t('CPUs online in the guest: {0}', report.onlineCpus)]),
    vhostLine(report),
  ].join('\n');
}

/** All in one sentence. What a guest was told that did not answer any more may have been done, or not. */
export function summarise(name: string, report: GuestReport): string {
  return isComplete(report)
    ? l10n.t('The queues in the guest of "{0}" are set.', name)
    : l10n.t('The queues in the guest of "{0}" could not all be set and read back.', name);
}

export function keptLine(device: string, { by, where }: Kept): string {
  return l10n.t('{0}: {1} sets them again when the guest starts ({2})', device, by, where);
}

export function vhostLine({ vhostWorkers, canHaveVhost }: GuestReport): string {
  if (!canHaveVhost) {
    return l10n.t(
      "vhost workers: none, because type='qemu' emulates; under type='kvm' there is one per queue.",
    );
  }
  if (vhostWorkers === undefined) return l10n.t('vhost workers: not to be seen from this account.');
  return l10n.t('vhost workers: {0}', vhostWorkers);
}
