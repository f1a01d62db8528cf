import * as l10n from '@vscode/l10n';
import type { GuestReport, InterfaceReport } from './guestReport.ts';

/** The end of the story as text: a table of the interfaces, then what is to be said about the whole. */
export function renderReport(report: GuestReport): string {
  return [
    ...(report.interfaces.length > 0 ? [table(rows(report.interfaces))] : []),
    ...report.interfaces.flatMap(({ device, mac, problem, interrupts }) => [
      ...(problem ? [`${device ?? mac}: ${problem.message}`] : []),
      ...(interrupts?.shared
        ? [
            l10n.t(
              '{0}: queues share an interrupt line, because the guest has too few vectors.',
              device ?? mac,
            ),
          ]
        : []),
    ]),
    ...(report.problem ? [report.problem.message] : []),
    ...(report.onlineCpus === undefined ? [] : [l10n.t('CPUs online in the guest: {0}', report.onlineCpus)]),
    vhost(report),
  ].join('\n');
}

function rows(interfaces: readonly InterfaceReport[]): string[][] {
  const header = [
    l10n.t('interface'),
    l10n.t('MAC'),
    l10n.t('asked'),
    l10n.t('before'),
    l10n.t('now'),
    l10n.t('maximum'),
    l10n.t('interrupts in/out'),
  ];
  return [header, ...interfaces.map(row)];
}

function row({ device, mac, asked, before, got, maximum, interrupts }: InterfaceReport): string[] {
  const lines = interrupts && `${interrupts.inputs.length}/${interrupts.outputs.length}`;
  return [device, mac, asked, before, got, maximum, lines].map((cell) => String(cell ?? '–'));
}

function table(lines: readonly string[][]): string {
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0))) ?? [];
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function vhost({ vhostWorkers, canHaveVhost }: GuestReport): string {
  if (!canHaveVhost) {
    return l10n.t(
      "vhost workers: none, because type='qemu' emulates; under type='kvm' there is one per queue.",
    );
  }
  if (vhostWorkers === undefined) return l10n.t('vhost workers: not to be seen from this account.');
  return l10n.t('vhost workers: {0}', vhostWorkers);
}
