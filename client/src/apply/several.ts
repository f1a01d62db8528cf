import * as l10n from '@vscode/l10n';
import { apply as applyOne, hasChanged, makePlan } from './apply.ts';
import type { ApplyReport, ApplyRequest, ApplyTools, Questions } from './contract.ts';
import { describe } from './explain.ts';
import { isComplete } from './guestReport.ts';
import { type Pace, workOnAll } from './many.ts';
import type { Plan } from './plan.ts';

/** One document for one host. */
export interface Work {
  /** What a person knows the document by. */
  readonly subject: string;
  readonly request: ApplyRequest;
}

/** Work that nothing has been done of yet. */
export type Ready = Work & { readonly place: string; readonly plan: Plan };

/** Work that is not done: it cannot be, or there is nothing to do. */
export interface LeftOut {
  readonly subject: string;
  readonly place: string;
  readonly outcome: 'refused' | 'unchanged';
  readonly message: string;
}

export type Planned = Ready | LeftOut;

/** What an apply needs, but that the plan is agreed to beforehand. */
export type WorkTools = Omit<ApplyTools, 'questions'> & Pick<Questions, 'forceOff'>;

/** What became of a piece of work. */
export interface Result {
  readonly subject: string;
  readonly place: string;
  readonly name: string;
  readonly outcome: ApplyReport['outcome'] | 'unchanged' | 'skipped';
  readonly message: string;
  readonly backup?: ApplyReport['backup'];
  readonly guest?: Extract<ApplyReport, { outcome: 'applied' }>['guest'];
  /** Whether the guest's queues were part of the plan. */
  readonly setsGuest?: boolean;
}

export function isDone({ outcome, guest, setsGuest }: Result): boolean {
  if (outcome === 'unchanged') return true;
  return outcome === 'applied' && (!setsGuest || guest === undefined || isComplete(guest));
}

/** A plan for each, one after another, and nothing of it. Of two that are about the same domain the second is refused. */
export async function planAll(
  work: readonly (Work | LeftOut)[],
  toolsFor: (work: Work) => WorkTools,
): Promise<Planned[]> {
  const planned: Planned[] = [];
  const taken = new Map<string, string>();
  for (const each of work) {
    if ('outcome' in each) {
      planned.push(each);
      continue;
    }
    const { request, subject } = each;
    const tools = toolsFor(each);
    const { place } = tools.virsh.exec;
    const refuse = (message: string) => planned.push({ subject, place, outcome: 'refused', message });
    const keysOf = ({ uuid, name }: Plan) =>
      [uuid, name].map((which) => [place, request.target.uri, which].join('\n'));
    try {
      const made = await makePlan(request, tools);
      const other = 'refused' in made ? undefined : keysOf(made).find((key) => taken.has(key));
      if ('refused' in made) refuse(made.refused);
      else if (other === undefined) {
        for (const key of keysOf(made)) taken.set(key, subject);
        planned.push({ ...each, place, plan: made });
      } else {
        refuse(l10n.t('This is the domain that {0} is about already.', taken.get(other) ?? ''));
      }
    } catch (error) {
      refuse(describe(error, place));
    }
  }
  return planned;
}

/**
 * Applies what was planned and agreed to, in its order and at that pace; a host that would need another plan by now is
 * left alone. What is left out of the plan is passed over.
 *
 * @returns one result for each
 */
export async function applyPlanned(
  planned: readonly Planned[],
  pace: Pace,
  toolsFor: (ready: Ready) => WorkTools,
): Promise<Result[]> {
  const perform = async (ready: Ready): Promise<Result> => {
    const { subject, place, request, plan } = ready;
    const { forceOff, ...tools } = toolsFor(ready);
    const { name, steps } = plan;
    let isAgreed = true;
    const confirm = async (now: Plan) => {
      isAgreed = isSamePlan(now, plan);
      return isAgreed;
    };
    const report = await applyOne(request, { ...tools, questions: { confirm, forceOff } });
    if (!isAgreed) return { subject, place, name, outcome: 'refused', message: hasChanged(name) };
    return { subject, place, name, ...report, setsGuest: steps.includes('guest') };
  };
  const ready = planned.filter((each) => 'plan' in each);
  const done = await workOnAll(ready, pace, perform, (result) => !isDone(result));
  const results = new Map<Planned, Result | undefined>(ready.map((each, at) => [each, done[at]]));
  return planned.map((each) => results.get(each) ?? notBegun(each));
}

export function notBegun(planned: Planned): Result {
  const { subject, place } = planned;
  return 'outcome' in planned
    ? { ...planned, name: subject }
    : { subject, place, name: planned.plan.name, outcome: 'skipped', message: l10n.t('Not begun.') };
}

/** What was agreed to was this; a uuid that is made up may be another. */
function isSamePlan(now: Plan, asked: Plan): boolean {
  const essence = ({ steps, changes, warnings }: Plan) => JSON.stringify([steps, changes, warnings]);
  return essence(now) === essence(asked);
}
