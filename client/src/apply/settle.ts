import * as l10n from '@vscode/l10n';
import { pause } from './clock.ts';
import { describe } from './explain.ts';
import type { Journal, StepName } from './journal/journal.ts';
import type { Logbook } from './journal/logbook.ts';
import { mayPass, whichRuns } from './situation.ts';
import { type Scene, type Step, stepsBack } from './steps.ts';

/** How an apply that could not go on has ended: with the new domain, with the old one as before, or with neither yet. */
export type Ending =
  | { readonly runs: 'new' }
  | { readonly runs: 'old'; readonly undone: boolean; readonly message: string }
  | { readonly runs: 'unknown'; readonly error: unknown };

/**
 * Sees to it that the old domain is as it was, unless the new one runs already and is welcome. Cancelling does not
 * reach in here: stopping half-way is what this repairs. It tries again while the host cannot be reached.
 */
export async function settle(scene: Scene, logbook: Logbook, acceptsNew: boolean): Promise<Ending> {
  const { transcript, patience, virsh } = scene.tools;
  const start = Date.now();
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await attemptToSettle(scene, logbook, acceptsNew);
      } catch (error) {
        const isWorthIt = mayPass(error) ? Date.now() - start < patience.recovery : attempt === 1;
        if (!isWorthIt) return { runs: 'unknown', error };
        const [problem = ''] = describe(error, virsh.exec.place).split('\n');
        transcript.progress(
          l10n.t('{0} Trying again to bring "{1}" back.', problem, scene.journal().job.name),
        );
        await pause(patience.poll);
      }
    }
  } finally {
    transcript.progress(undefined);
  }
}

async function attemptToSettle(scene: Scene, logbook: Logbook, acceptsNew: boolean): Promise<Ending> {
  const { tools, definitions } = scene;
  const runs = () => whichRuns(scene.journal(), definitions, tools.virsh);
  if (acceptsNew && (await runs()) === 'new' && !(await hasCrashed(scene))) return { runs: 'new' };
  if (!logbook.journal.goesBack) await logbook.note({ back: true });
  for (const step of stepsBack(scene)) if (!(await step.isDone())) await takeBack(step, scene, logbook);
  const isOn = (await runs()) !== 'none';
  const { before, name } = scene.journal().job;
  if (before?.run !== undefined && !isOn) throw new Error(l10n.t('"{0}" stopped again at once.', name));
  return { runs: 'old', undone: hasUndone(scene.journal()), message: howItIs(scene.journal(), isOn) };
}

async function takeBack(step: Step, { tools, journal }: Scene, logbook: Logbook): Promise<void> {
  const { name } = journal().job;
  const note = backNotes[step.name]?.(name);
  if (note !== undefined) tools.transcript.note(note);
  await logbook.note({ step: step.name, is: 'begun', at: Date.now() });
  await step.take();
  await logbook.note({ step: step.name, is: 'done', at: Date.now() });
}

const backNotes: Partial<Record<StepName, (name: string) => string>> = {
  'restore-stored': (name) => l10n.t('Storing "{0}" again as it was.', name),
  'start-old': (name) => l10n.t('Starting "{0}" again as it was.', name),
};

async function hasCrashed({ tools: { virsh }, journal }: Scene): Promise<boolean> {
  return (await virsh.state(journal().job.uuid)) === 'crashed';
}

function hasUndone({ begun }: Journal): boolean {
  return begun.has('restore-stored') || begun.has('turn-off-new') || begun.has('start-old');
}

function howItIs({ job: { before, name }, begun }: Journal, isOn: boolean): string {
  if (before === undefined && !isOn) return l10n.t('Nothing is left of "{0}" on the host, as before.', name);
  if (before?.run === undefined) {
    return isOn
      ? l10n.t('"{0}" runs: somebody else has started it.', name)
      : l10n.t('"{0}" is off, as before.', name);
  }
  if (begun.has('start-old')) return l10n.t('"{0}" runs again as before.', name);
  return begun.has('ask-guest')
    ? l10n.t('"{0}" runs on as before: it was asked to shut down and has not done so.', name)
    : l10n.t('"{0}" runs on as before.', name);
}
