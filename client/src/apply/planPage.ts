import * as l10n from '@vscode/l10n';
import type { Change } from './changes.ts';
import type { Mode } from './mode.ts';
import type { Plan, PlanStep } from './plan.ts';

/** The plan as a page of plain text that needs no colour to be understood. Passwords are masked in it. */
export function planPage(plan: Plan): string {
  return [
    heading(plan),
    section(l10n.t('What will be done'), steps(plan)),
    ...(plan.warnings.length > 0
      ? [
          section(
            l10n.t('Mind'),
            plan.warnings.map((warning) => `! ${warning}`),
          ),
        ]
      : []),
    ...differences(plan),
  ].join('\n\n');
}

/** The plan's steps as numbered lines. */
export function describeSteps(plan: Plan): string {
  return [l10n.t('Plan for "{0}" on {1}:', plan.name, plan.place), ...steps(plan)].join('\n');
}

export function describeMode(mode: Mode): string {
  switch (mode) {
    case 'persist':
      return l10n.t('store it and start it');
    case 'try-once':
      return l10n.t('run it once');
    case 'define-only':
      return l10n.t('store it, leave what runs alone');
    case 'guest-only':
      return l10n.t('set the queues inside the guest only');
  }
}

/** The plan in a line. */
export function headline({ name, place, mode, steps }: Plan): string {
  const mark = steps.some((step) => interrupts.has(step)) ? ` [${l10n.t('interrupts service')}]` : '';
  return `${name}, ${place}: ${describeMode(mode)}${mark}`;
}

function heading({ name, place, uuid, mode, known }: Plan): string {
  const state = known
    ? [known.state, known.persistent ? l10n.t('stored') : l10n.t('transient')].join(', ')
    : l10n.t('not there yet');
  return [
    l10n.t('Plan for "{0}" on {1}', name, place),
    '',
    `${l10n.t('uuid:')} ${uuid}`,
    `${l10n.t('on the host:')} ${state}`,
    `${l10n.t('mode:')} ${describeMode(mode)}`,
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return [title, '-'.repeat(title.length), ...lines].join('\n');
}

function steps({ steps }: Plan): string[] {
  return steps.map((step, index) => {
    const marks = [
      ...(interrupts.has(step) ? [l10n.t('interrupts service')] : []),
      ...(step === 'force-off' ? [l10n.t('cannot be undone: unwritten data is lost')] : []),
    ];
    const mark = marks.length > 0 ? ` [${marks.join('; ')}]` : '';
    return `${index + 1}. ${describeStep(step)}${mark}`;
  });
}

const interrupts: ReadonlySet<PlanStep> = new Set(['shutdown', 'force-off']);

export function describeStep(step: PlanStep): string {
  switch (step) {
    case 'backup':
      return l10n.t('save what the host has now');
    case 'define':
      return l10n.t('store the document (virsh define)');
    case 'shutdown':
      return l10n.t('shut the VM down (virsh shutdown) and wait');
    case 'force-off':
      return l10n.t('turn the VM off by force (virsh destroy), after another question');
    case 'create':
      return l10n.t('run the document once (virsh create)');
    case 'start':
      return l10n.t('start the VM (virsh start)');
    case 'guest':
      return l10n.t('wait for the guest, set its queues (ethtool -L) and read them back');
  }
}

function differences({ changes: { stored, live }, mode }: Plan): string[] {
  if (mode === 'guest-only') return [];
  const isSame = stored && live && list(stored).join() === list(live).join();
  if (isSame) return [section(l10n.t('Changes to what is stored and runs'), list(stored))];
  return [
    ...(stored ? [section(l10n.t('Changes to what is stored'), list(stored))] : []),
    ...(live ? [section(l10n.t('Changes to what runs'), list(live))] : []),
  ];
}

function list(changes: readonly Change[]): string[] {
  if (changes.length === 0) return [l10n.t('none')];
  return changes.map(({ path, from, to }) => {
    if (from === undefined) return `+ ${path}: ${to}`;
    if (to === undefined) return `- ${path}: ${from}`;
    return `~ ${path}: ${from} -> ${to}`;
  });
}
