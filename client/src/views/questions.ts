import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Questions } from '../apply/contract.ts';
import type { Mode } from '../apply/mode.ts';
import type { Plan } from '../apply/plan.ts';
import { describeSteps, planPage } from '../apply/planPage.ts';
import { showComparison } from './comparison.ts';
import { readOnlyDocument } from './readOnly.ts';
import type { HostTerminal } from './terminal.ts';

/** Questions as lists, with the plan in the terminal beside them. */
export function questionsIn(terminal: HostTerminal): Questions {
  return {
    async confirm(plan) {
      await showPlan(plan, terminal);
      for (;;) {
        const answer = await askPlan(plan);
        if (answer !== 'compare') return answer === 'apply';
        await showComparison(plan);
      }
    },
    forceOff: askForceOff,
  };
}

/** Only one list can be open: what is asked meanwhile waits for its turn. */
export async function askForceOff(name: string, reason: string): Promise<'force' | 'wait' | 'cancel'> {
  const title = l10n.t('"{0}" does not shut down', name);
  const answer = lastForceOff.then(() => choose(title, reason, forceChoices()));
  lastForceOff = answer.then(
    () => {},
    () => {},
  );
  return (await answer) ?? 'cancel';
}

let lastForceOff: Promise<void> = Promise.resolve();

/** Undefined when the user thought better of it. */
export function askMode(title: string): Promise<Mode | undefined> {
  return choose<Mode>(title, l10n.t('How should the host take it?'), [
    {
      value: 'try-once',
      label: l10n.t('Run it once'),
      description: 'virsh create',
      detail: l10n.t('For trying it out: what the host has stored stays as it is.'),
    },
    {
      value: 'persist',
      label: l10n.t('Store it and start it'),
      description: 'virsh define, virsh start',
      detail: l10n.t('To stay: every later start uses it.'),
    },
    {
      value: 'define-only',
      label: l10n.t('Store it only'),
      description: 'virsh define',
      detail: l10n.t('What runs now is left alone; the next start uses it.'),
    },
    {
      value: 'guest-only',
      label: l10n.t('Set the guest only'),
      description: 'ethtool -L',
      detail: l10n.t('The domain stays as it is; its guest gets the queues it has.'),
    },
  ]);
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** A list to choose from that stays open while the user looks elsewhere. */
export async function choose<T>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<T>[],
  more: Pick<vscode.QuickPickOptions, 'matchOnDescription' | 'matchOnDetail'> = {},
): Promise<T | undefined> {
  const options = { title, placeHolder, ignoreFocusOut: true, ...more };
  return (await vscode.window.showQuickPick(choices, options))?.value;
}

/** The same with a box before each, those that are `picked` ticked already; undefined when nothing was chosen. */
export async function chooseSeveral<T>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<T>[],
): Promise<readonly T[] | undefined> {
  const options = {
    title,
    placeHolder,
    ignoreFocusOut: true,
    canPickMany: true,
    matchOnDescription: true,
  } as const;
  const chosen = await vscode.window.showQuickPick(choices, options);
  return chosen && chosen.length > 0 ? chosen.map(({ value }) => value) : undefined;
}

/** The whole page beside the question; in the terminal what is to be done, to be read again later. */
async function showPlan(plan: Plan, terminal: HostTerminal): Promise<void> {
  terminal.note(`\n${describeSteps(plan)}`);
  for (const warning of plan.warnings) terminal.warning(`! ${warning}`);
  if (plan.known && plan.comparison.patch !== '') {
    terminal.note(l10n.t('From what the host has (-) to the document (+):'));
    terminal.patch(plan.comparison.patch.trimEnd());
  }
  await showPlanPage(plan.name, planPage(plan));
}

/** @param subject of the plan, as its tab names it */
export async function showPlanPage(subject: string, text: string): Promise<void> {
  // Its folder gives it a language of its own, in which long lines are wrapped (package.json).
  const page = readOnlyDocument(`virtqueue-plan/${l10n.t('Plan for {0}', subject)}`, text);
  const viewColumn = vscode.ViewColumn.Beside;
  await vscode.window.showTextDocument(page, { preview: true, preserveFocus: true, viewColumn });
}

function askPlan({
  name,
  place,
  warnings,
  known,
}: Plan): Promise<'apply' | 'compare' | 'cancel' | undefined> {
  const compare = {
    value: 'compare',
    label: l10n.t('Show the difference in an editor'),
    iconPath: new vscode.ThemeIcon('diff'),
  } as const;
  return choose(
    l10n.t('Apply "{0}" to {1}?', name, place),
    warnings[0] ?? l10n.t('The terminal shows the plan.'),
    [
      { value: 'apply', label: l10n.t('Apply'), iconPath: new vscode.ThemeIcon('play') } as const,
      ...(known ? [compare] : []),
      { value: 'cancel', label: l10n.t('Cancel'), iconPath: new vscode.ThemeIcon('close') } as const,
    ],
  );
}

function forceChoices(): Choice<'wait' | 'force' | 'cancel'>[] {
  return [
    { value: 'wait', label: l10n.t('Wait longer') },
    {
      value: 'force',
      label: l10n.t('Turn it off by force'),
      description: 'virsh destroy',
      detail: l10n.t('Like pulling the plug: what the guest has not written is lost.'),
    },
    { value: 'cancel', label: l10n.t('Leave it running and stop here') },
  ];
}
