import * as l10n from '@vscode/l10n';
import { adviseOn } from './advice.ts';
import type { GuestReport, InterfaceReport } from './guestReport.ts';
import { keptLine, vhostLine } from './report.ts';
import { cpuList, interfaceTable, interruptTable, softirqTable, steeringTable } from './reportTables.ts';
import { escaped, markdown } from './table.ts';

export interface PageSubject {
  /** Of the domain. */
  readonly name: string;
  /** Of the host, as a person calls it. */
  readonly host: string;
  readonly time: Date;
}

/** The report as a Markdown page, whose meaning needs no colour. Names come from hosts and guests: none can become markup. */
export function reportPage(report: GuestReport, { name, host, time }: PageSubject): string {
  const { interfaces, problem, onlineCpus, way, tuning } = report;
  const advice = adviseOn(report);
  return [
    `# ${escaped(l10n.t('Queues of "{0}" on {1}', name, host))}`,
    [
      `${time.toISOString().replace(/\.\d+Z$/, 'Z')}`,
      ...(way === undefined ? [] : [escaped(l10n.t('guest reached {0}', way))]),
      ...(onlineCpus === undefined ? [] : [l10n.t('CPUs online in the guest: {0}', onlineCpus)]),
      escaped(vhostLine(report)),
    ].join(' · '),
    ...(problem ? [`> ${escaped(problem.message).replaceAll('\n', '\n> ')}`] : []),
    ...(interfaces.length > 0
      ? [
          markdown(interfaceTable(interfaces)),
          l10n.t(
            'domain: queues in the XML · tap: queues QEMU holds of it · maximum, now: channels in the guest',
          ),
        ]
      : []),
    ...(advice.length > 0
      ? [`## ${l10n.t('Advice')}`, advice.map((sentence) => `- ${escaped(sentence)}`).join('\n')]
      : tuning
        ? [l10n.t('Nothing to advise: every queue that the CPUs can use is used.')]
        : []),
    ...interfaces.flatMap(interfaceSection),
    ...(tuning
      ? [`## ${l10n.t('Softirqs by CPU')}`, markdown(softirqTable(tuning)), tuningLine(tuning)]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
}

function interfaceSection(one: InterfaceReport): string[] {
  const { device, mac, virtio, problem, rss, kept, queuesNow = [] } = one;
  const interrupts = interruptTable(one);
  return [
    `## ${escaped([device ?? mac, virtio && `(${virtio})`].filter(Boolean).join(' '))}`,
    ...(problem ? [`> ${escaped(problem.message).replaceAll('\n', '\n> ')}`] : []),
    ...(kept ? [escaped(keptLine(device ?? mac, kept))] : []),
    ...(interrupts.length > 1
      ? [
          `### ${l10n.t('Interrupts by CPU')}`,
          markdown(interrupts),
          l10n.t('since the guest started, and + those since this report began'),
        ]
      : []),
    ...(queuesNow.length > 0 ? [`### ${l10n.t('Steering')}`, markdown(steeringTable(one))] : []),
    ...(rss ? [rssLine(rss)] : []),
  ];
}

function rssLine(rss: NonNullable<InterfaceReport['rss']>): string {
  return rss.kind === 'unsupported'
    ? l10n.t("RSS: the card has no table of its own; the host's tap spreads the flows.")
    : l10n.t('RSS: a table of {0} entries over the queues {1}', rss.size, cpuList(rss.queues));
}

function tuningLine({ hasIrqbalance, flowEntries }: NonNullable<GuestReport['tuning']>): string {
  return [
    hasIrqbalance ? l10n.t('irqbalance is running') : l10n.t('irqbalance is not running'),
    `rps_sock_flow_entries: ${flowEntries}`,
  ].join(' · ');
}
