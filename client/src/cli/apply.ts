import * as l10n from '@vscode/l10n';
import { oneOf, parse, UsageError } from '../../../server/src/cli/usage.ts';
import { forHost, type Settings } from '../../../server/src/service.ts';
import { apply as applyOne, makePlan } from '../apply/apply.ts';
import type { ApplyRequest } from '../apply/contract.ts';
import { describe } from '../apply/explain.ts';
import { modes } from '../apply/mode.ts';
import type { Plan } from '../apply/plan.ts';
import { planPage } from '../apply/planPage.ts';
import { harmless } from '../host/harmless.ts';
import type { GuestAccess } from '../host/hostEntries.ts';
import { probeHost } from '../host/probe.ts';
import type { TargetAddress } from '../host/target.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { ask, canAsk, cancelOnSignals, consoleTranscript, forceOffBy } from './console.ts';
import { readDocuments } from './documents.ts';
import { type GuestValues, guestAccessOf, guestOptions, guestWayOn } from './guestWay.ts';
import { workOnAll } from './many.ts';
import { changeOptions, Execs, hostOptions, patienceOf, storageOf, targetsOf } from './options.ts';
import { exitCodeOf, exitCodes, isDone, printResults, type Result } from './results.ts';

const modeOption = { mode: { type: 'string', default: 'persist' } } as const;

/** One document for one host. */
export interface Work {
  readonly subject: string;
  readonly request: ApplyRequest;
}

/** What `plan` and `apply` found out about a piece of work before anything is done. */
type Planned = Work & ({ readonly plan: Plan } | { readonly refused: string });

export async function plan(args: string[]): Promise<number> {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: { ...hostOptions, ...guestOptions, ...modeOption },
  });
  const execs = new Execs();
  const planned = await planAll(
    await workFor(positionals, values, execs),
    guestAccessOf(values),
    execs,
    cancelOnSignals(),
  );
  if (values.json) process.stdout.write(`${JSON.stringify(planned.map(toJson), undefined, 2)}\n`);
  else for (const each of planned) process.stdout.write(`${harmless(pageOf(each))}\n\n`);
  return planned.every((each) => 'plan' in each) ? exitCodes.done : exitCodes.failed;
}

export async function apply(args: string[]): Promise<number> {
  const options = {
    ...hostOptions,
    ...changeOptions,
    ...modeOption,
    parallel: { type: 'string', default: '1' },
    'keep-going': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parse({ args, allowPositionals: true, options });
  const execs = new Execs();
  return applyAll(await workFor(positionals, values, execs), values, execs);
}

export interface ApplyValues extends GuestValues {
  readonly json: boolean;
  readonly yes: boolean;
  readonly 'force-off': boolean;
  readonly 'shutdown-timeout'?: string | undefined;
  readonly parallel?: string;
  readonly 'keep-going'?: boolean;
}

/** A plan for all, one question, then all of it; @returns the exit code */
export async function applyAll(work: readonly Work[], values: ApplyValues, execs: Execs): Promise<number> {
  const parallel = Number(values.parallel ?? '1');
  if (!(Number.isInteger(parallel) && parallel > 0)) throw new UsageError('--parallel takes a number from 1');
  if (!values.yes && !canAsk()) throw new UsageError('nobody is there to agree to the plan: give --yes');
  const patience = patienceOf(values);
  const access = guestAccessOf(values);
  const keepGoing = values['keep-going'] ?? false;
  const signal = cancelOnSignals();
  const planned = await planAll(work, access, execs, signal);
  for (const each of planned) process.stderr.write(`${harmless(pageOf(each))}\n\n`);
  const isAgreed =
    (keepGoing || planned.every((each) => 'plan' in each)) &&
    (values.yes || (await ask(l10n.t('Go on? [y/N]'), signal)).startsWith('y'));
  const perform = async (each: Planned): Promise<Result> => {
    const { request, subject } = each;
    const exec = execs.to(request.target);
    const place = exec.place;
    if ('refused' in each)
      return { subject, place, name: subject, outcome: 'refused', message: each.refused };
    const { name, steps } = each.plan;
    const transcript = consoleTranscript(work.length > 1 ? `[${name}, ${place}] ` : '');
    const report = await applyOne(request, {
      virsh: new Virsh(transcribed(exec, transcript), request.target.uri),
      transcript,
      questions: {
        confirm: async (now) => isSamePlan(now, each.plan),
        forceOff: forceOffBy(values['force-off'], signal),
      },
      patience,
      way: guestWayOn(request.target, access, execs),
      signal,
    });
    return { subject, place, name, ...report, setsGuest: steps.includes('guest') };
  };
  const results = isAgreed
    ? await workOnAll(planned, { parallel, keepGoing }, perform, (result) => !isDone(result))
    : planned.map(() => undefined);
  const all = planned.map((each, at) => results[at] ?? notBegun(each, execs));
  printResults(all, values.json);
  return exitCodeOf(all);
}

async function workFor(
  paths: readonly string[],
  values: Parameters<typeof targetsOf>[0] & { readonly mode: string; readonly storage?: string | undefined },
  execs: Execs,
): Promise<Work[]> {
  const mode = oneOf('mode', values.mode, modes);
  const storage = storageOf(values);
  const documents = await readDocuments(paths);
  const work: Work[] = [];
  for (const target of targetsOf(values)) {
    const adapt = await settingsOn(target, execs);
    for (const { file, text, settings } of documents) {
      work.push({ subject: file, request: { text, mode, settings: adapt(settings), target, storage } });
    }
  }
  return work;
}

/** The limits of the host itself; where it cannot be asked, planning tells why. */
async function settingsOn(target: TargetAddress, execs: Execs): Promise<(settings: Settings) => Settings> {
  try {
    const host = await probeHost(
      new Virsh(execs.to(target), target.uri),
      target.ssh ?? l10n.t('this machine'),
    );
    return (settings) => forHost(settings, host);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return (settings) => settings;
  }
}

/** @throws UsageError when two documents are about one domain */
async function planAll(
  work: readonly Work[],
  access: GuestAccess,
  execs: Execs,
  signal: AbortSignal,
): Promise<Planned[]> {
  const planned: Planned[] = [];
  const taken = new Map<string, string>();
  for (const each of work) {
    const { request, subject } = each;
    const virsh = new Virsh(execs.to(request.target), request.target.uri);
    const way = guestWayOn(request.target, access, execs);
    const silent = { command() {}, output() {}, note() {}, progress() {} };
    try {
      const made = await makePlan(request, { virsh, signal, transcript: silent, way });
      if ('refused' in made) planned.push({ ...each, refused: made.refused });
      else {
        const key = `${request.target.ssh ?? ''} ${made.uuid}`;
        const other = taken.get(key);
        if (other !== undefined) throw new UsageError(`${other} and ${subject} are about the same domain`);
        taken.set(key, subject);
        planned.push({ ...each, plan: made });
      }
    } catch (error) {
      if (error instanceof UsageError) throw error;
      planned.push({ ...each, refused: describe(error, virsh.exec.place) });
    }
  }
  return planned;
}

function pageOf(planned: Planned): string {
  return 'plan' in planned ? planPage(planned.plan) : `${planned.subject}: ${planned.refused}`;
}

function toJson(planned: Planned): object {
  if ('refused' in planned) return { subject: planned.subject, refused: planned.refused };
  const { place, name, uuid, mode, steps, warnings, changes } = planned.plan;
  return { subject: planned.subject, place, name, uuid, mode, steps, warnings, changes };
}

/** The question was about this; a uuid that is made up may be another. */
function isSamePlan(now: Plan, asked: Plan): boolean {
  const essence = ({ steps, changes, warnings }: Plan) => JSON.stringify([steps, changes, warnings]);
  return essence(now) === essence(asked);
}

function notBegun(planned: Planned, execs: Execs): Result {
  const { subject, request } = planned;
  const place = execs.to(request.target).place;
  if ('refused' in planned)
    return { subject, place, name: subject, outcome: 'refused', message: planned.refused };
  return { subject, place, name: planned.plan.name, outcome: 'skipped', message: l10n.t('Not begun.') };
}
