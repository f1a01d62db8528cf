import * as l10n from '@vscode/l10n';
import type { Virsh } from '../host/virsh.ts';
import { changesBetween } from './changes.ts';
import { pause, secondsSince } from './clock.ts';
import { isSameDomain } from './compare.ts';
import type { ApplyTools } from './contract.ts';
import type { Entry, Journal, StepName } from './journal/journal.ts';
import { restarts, storesDocument } from './mode.ts';
import { type Definitions, observe, whichRuns } from './situation.ts';
import { startNew } from './startNew.ts';
import { turnOff } from './turnOff.ts';

/** One step, which may be taken again after it was taken half-way. */
export interface Step {
  readonly name: StepName;
  /** Whether the host is already as the step would leave it. */
  isDone(): Promise<boolean>;
  take(): Promise<void>;
}

/** What steps work with. */
export interface Scene {
  /** As it is now: steps ask what has been begun. */
  journal(): Journal;
  readonly definitions: Definitions;
  readonly tools: ApplyTools;
  record(entry: Entry): Promise<void>;
  /** Saves a stored definition that is neither the old one nor ours before it is replaced. */
  keep(xml: string): Promise<void>;
}

const never = async () => false;

/** The way to the new domain. */
export function stepsForward({ journal, definitions, tools, record }: Scene): Step[] {
  const { job } = journal();
  const { document } = definitions;
  const { virsh, signal } = tools;
  const steps: Step[] = [];
  // Storing comes first: what libvirt refuses then costs no downtime.
  if (storesDocument(job.mode)) {
    steps.push({
      name: 'store',
      isDone: never,
      take: () => (job.isBackup ? virsh.redefine(document, signal) : virsh.define(document, signal)),
    });
  }
  if (!restarts(job.mode)) return steps;
  if (job.before?.run !== undefined) {
    steps.push({
      name: 'turn-off',
      isDone: async () => (await whichRuns(journal(), definitions, virsh)) !== 'old',
      take: () => turnOff(job, tools, (is) => record({ step: 'ask-guest', is, at: Date.now() })),
    });
  }
  steps.push({
    name: 'start',
    isDone: async () => (await whichRuns(journal(), definitions, virsh)) === 'new',
    take: () => startNew(job, document, tools),
  });
  return steps;
}

/** The way back to how it was. The stored definition first: the old domain may be started by it. */
export function stepsBack(scene: Scene): Step[] {
  const { journal, definitions, tools } = scene;
  const { uuid, before } = journal().job;
  const { virsh } = tools;
  const isRunning = async () => (await observe(virsh, uuid)).run !== undefined;
  return [
    {
      name: 'restore-stored',
      isDone: async () => !(await mustRestore(scene)),
      take: () => restoreStored(scene),
    },
    {
      name: 'turn-off-new',
      isDone: async () => (await whichRuns(journal(), definitions, virsh)) !== 'new',
      take: () => turnOff(journal().job, tools, async () => {}),
    },
    {
      name: 'see-whether-it-stays',
      isDone: async () =>
        before?.run === undefined || !journal().begun.has('ask-guest') || !(await isRunning()),
      take: () => seeWhetherItStays(scene),
    },
    {
      name: 'start-old',
      isDone: async () => before?.run === undefined || (await isRunning()),
      take: () => startOld(uuid, definitions, virsh),
    },
  ];
}

/** Nobody's changes to a definition that the apply does not touch are undone, unless there is none left. */
async function mustRestore({ journal, definitions: { stored }, tools: { virsh } }: Scene): Promise<boolean> {
  const { job, begun } = journal();
  const { persistent } = await observe(virsh, job.uuid);
  if (stored === undefined) return persistent && begun.has('store');
  if (!persistent) return true;
  return storesDocument(job.mode) && (await virsh.storedXml(job.uuid)) !== stored;
}

async function restoreStored({ journal, definitions, tools: { virsh }, keep }: Scene): Promise<void> {
  const { uuid } = journal().job;
  const { stored, document } = definitions;
  const now = (await observe(virsh, uuid)).persistent ? await virsh.storedXml(uuid) : undefined;
  if (now !== undefined && isForeign(now, stored, document)) await keep(now);
  if (stored === undefined) await virsh.undefine(uuid);
  else await virsh.redefine(stored);
}

function isForeign(now: string, stored: string | undefined, document: string): boolean {
  return now !== stored && changesBetween(now, document).length > 0;
}

/** By its stored definition if that is what ran, else from the form that ran. */
async function startOld(uuid: string, { live, stored }: Definitions, virsh: Virsh): Promise<void> {
  if (live === undefined || (stored !== undefined && isSameDomain(stored, live))) await virsh.start(uuid);
  else await virsh.recreate(live);
}

/**
 * A guest that was asked to shut down cannot be told that it need not: it is watched as long as it is usually given,
 * so that it is started again if it does.
 */
async function seeWhetherItStays({ journal, tools: { virsh, transcript, patience } }: Scene): Promise<void> {
  const { job, begun } = journal();
  const asked = begun.get('ask-guest') ?? 0;
  try {
    while (Date.now() - asked < patience.shutdown && (await observe(virsh, job.uuid)).run !== undefined) {
      transcript.progress(
        l10n.t(
          '"{0}" was asked to shut down: watching whether it does, {1} s',
          job.name,
          secondsSince(asked),
        ),
      );
      await pause(patience.poll);
    }
  } finally {
    transcript.progress(undefined);
  }
}
