import * as l10n from '@vscode/l10n';
import { parse, UsageError } from '../../../server/src/cli/usage.ts';
import type { Pace } from '../apply/many.ts';
import { planPage } from '../apply/planPage.ts';
import { applyPlanned, type LeftOut, notBegun, type Planned, planAll, type Work } from '../apply/several.ts';
import { harmless } from '../host/harmless.ts';
import { ask, canAsk } from './console.ts';
import { guestOptions } from './guestWay.ts';
import { changeOptions, hostOptions } from './options.ts';
import { exitCodeOf, exitCodes, printResults } from './results.ts';
import { Tools } from './tools.ts';
import { workFor, workOptions } from './work.ts';

export async function plan(args: string[]): Promise<number> {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: { ...hostOptions, ...guestOptions, ...workOptions },
  });
  const tools = new Tools(values);
  const planned = await planAll(await workFor(positionals, values, tools), tools.for);
  if (values.json) process.stdout.write(`${JSON.stringify(planned.map(toJson), undefined, 2)}\n`);
  else for (const each of planned) process.stdout.write(`${harmless(pageOf(each))}\n\n`);
  return planned.every(isPossible) ? exitCodes.done : exitCodes.failed;
}

export async function apply(args: string[]): Promise<number> {
  const options = {
    ...hostOptions,
    ...changeOptions,
    ...workOptions,
    parallel: { type: 'string', default: '1' },
    'keep-going': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parse({ args, allowPositionals: true, options });
  const tools = new Tools(values);
  const agreement = agreementOf(values);
  return applyAll(await workFor(positionals, values, tools), agreement, tools);
}

export interface Agreement extends Pace {
  readonly json: boolean;
  /** Whether the plan was agreed to beforehand. */
  readonly yes: boolean;
}

/** @throws UsageError */
export function agreementOf(values: {
  readonly json: boolean;
  readonly yes: boolean;
  readonly parallel?: string;
  readonly 'keep-going'?: boolean;
}): Agreement {
  const { json, yes, parallel = '1', 'keep-going': keepGoing = false } = values;
  if (!/^[1-9]\d*$/.test(parallel)) throw new UsageError('--parallel takes a number from 1');
  if (!yes && !canAsk()) throw new UsageError('nobody is there to agree to the plan: give --yes');
  return { json, yes, keepGoing, parallel: Number(parallel) };
}

/** A plan for all, one question, then all of it; @returns the exit code */
export async function applyAll(
  work: readonly (Work | LeftOut)[],
  { json, yes, ...pace }: Agreement,
  tools: Tools,
): Promise<number> {
  const planned = await planAll(work, tools.for);
  for (const each of planned) process.stderr.write(`${harmless(pageOf(each))}\n\n`);
  const isAgreed =
    (pace.keepGoing || planned.every(isPossible)) &&
    (yes || (await ask(l10n.t('Go on? [y/N]'), tools.signal)).startsWith('y'));
  const results = isAgreed
    ? await applyPlanned(planned, pace, work.length > 1 ? tools.forOneOfSeveral : tools.for)
    : planned.map(notBegun);
  printResults(results, json);
  return exitCodeOf(results);
}

function isPossible(planned: Planned): boolean {
  return 'plan' in planned || planned.outcome === 'unchanged';
}

function pageOf(planned: Planned): string {
  return 'plan' in planned ? planPage(planned.plan) : `${planned.subject}: ${planned.message}`;
}

function toJson(planned: Planned): object {
  if ('outcome' in planned) return { subject: planned.subject, [planned.outcome]: planned.message };
  const { place, name, uuid, mode, steps, warnings, changes } = planned.plan;
  return { subject: planned.subject, place, name, uuid, mode, steps, warnings, changes };
}
