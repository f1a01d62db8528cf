import * as l10n from '@vscode/l10n';
import { headline, planPage } from './planPage.ts';
import { reportPage } from './reportPage.ts';
import { resultTable } from './resultTable.ts';
import type { Planned, Result } from './several.ts';
import { escaped, markdown } from './table.ts';

/** All plans as one page of plain text: in short first, what is left out on top. */
export function planForSeveral(planned: readonly Planned[]): string {
  const leftOut = planned.flatMap((each) =>
    'outcome' in each ? [`! ${each.subject}, ${each.place}: ${l10n.t('left out: {0}', each.message)}`] : [],
  );
  const ready = planned.flatMap((each) => ('plan' in each ? [each.plan] : []));
  const inShort = ready.map((plan, index) => `${index + 1}. ${headline(plan)}`);
  const all = [...leftOut, ...inShort].join('\n');
  return [all, ...ready.map((plan) => `${'='.repeat(40)}\n\n${planPage(plan)}`)].join('\n\n');
}

/** What became of each as one Markdown page: a table, what was said, and the queues of each guest. */
export function reportOfSeveral(results: readonly Result[], time: Date): string {
  const said = results.map(
    ({ name, place, message }) =>
      `- **${escaped(name)}**, ${escaped(place)}: ${escaped(message.replaceAll('\n', ' '))}`,
  );
  const guests = results.flatMap(({ guest, name, place: host }) =>
    guest ? [reportPage(guest, { name, host, time })] : [],
  );
  return [
    `# ${escaped(l10n.t('Applied to several VMs'))}`,
    markdown(resultTable(results)),
    said.join('\n'),
    ...guests,
  ].join('\n\n');
}
