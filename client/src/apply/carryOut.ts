import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { quoteCommand } from '../host/quote.ts';
import type { Backup } from './backup.ts';
import type { ApplyReport, ApplyTools } from './contract.ts';
import { writeDurably } from './durable.ts';
import { describe, isAbort } from './explain.ts';
import { setGuestQueues } from './guest.ts';
import type { Journal } from './journal/journal.ts';
import type { Logbook } from './journal/logbook.ts';
import { restarts } from './mode.ts';
import { type Ending, settle } from './settle.ts';
import { readDefinitions } from './situation.ts';
import { forgets } from './startNew.ts';
import { type Scene, stepsForward } from './steps.ts';
import type { Storage } from './storage.ts';

/** Where to: on to the new domain, or back to the old one. */
export type Direction = 'begin' | 'resume' | 'roll-back';

/**
 * Takes a written-down apply to one of its two ends. The journal is gone then; where neither end can be reached now,
 * it stays for another time. Never rejects.
 */
export async function carryOut(
  logbook: Logbook,
  direction: Direction,
  storage: Storage,
  tools: ApplyTools,
): Promise<ApplyReport> {
  try {
    const scene = await sceneOf(logbook, storage, tools);
    let failure: unknown;
    let ending: Ending = { runs: 'new' };
    if (direction === 'roll-back') ending = await settle(scene, logbook, false);
    else {
      try {
        await goForward(scene, logbook, direction === 'resume');
      } catch (error) {
        failure = error;
        ending = await settle(scene, logbook, restarts(logbook.journal.job.mode));
      }
    }
    return await report(ending, failure, scene, logbook);
  } catch (error) {
    // Not even what is on this machine can be used.
    await logbook.leave().catch(() => {});
    return incomplete(logbook.journal, error, tools);
  }
}

async function sceneOf(logbook: Logbook, { backups }: Storage, tools: ApplyTools): Promise<Scene> {
  return {
    journal: () => logbook.journal,
    definitions: await readDefinitions(logbook.journal),
    tools,
    record: (entry) => logbook.write(entry),
    keep: async (xml) => {
      const path = join(backups, `${logbook.journal.job.id}-found-${Date.now()}.xml`);
      await writeDurably(path, xml);
      tools.transcript.note(
        l10n.t('Somebody else has stored another definition meanwhile. Saved: {0}', path),
      );
    },
  };
}

async function goForward(scene: Scene, logbook: Logbook, isResumed: boolean): Promise<void> {
  for (const step of stepsForward(scene)) {
    if (logbook.journal.done.has(step.name)) continue;
    if (!(isResumed && (await step.isDone()))) {
      await logbook.write({ step: step.name, is: 'begun', at: Date.now() });
      await step.take();
    }
    await logbook.write({ step: step.name, is: 'done', at: Date.now() });
  }
}

async function report(
  ending: Ending,
  failure: unknown,
  scene: Scene,
  logbook: Logbook,
): Promise<ApplyReport> {
  const { tools } = scene;
  const backup = backupOf(logbook.journal);
  const because = failure === undefined ? [] : [describe(failure, tools.virsh.exec.place)];
  switch (ending.runs) {
    case 'new': {
      if (failure !== undefined && isAbort(failure)) {
        await logbook.end();
        const { name } = logbook.journal.job;
        const state = l10n.t(
          '"{0}" runs with the new definition; its queues inside the guest were not set.',
          name,
        );
        return { outcome: 'cancelled', backup, message: [...because, state].join('\n') };
      }
      return await conclude(logbook, backup, tools);
    }
    case 'old': {
      await logbook.end();
      const stopped = failure !== undefined && isAbort(failure) ? 'cancelled' : 'failed';
      const outcome = ending.undone || failure === undefined ? 'rolled-back' : stopped;
      return { outcome, backup, message: [...because, ending.message].join('\n') };
    }
    case 'unknown':
      await logbook.leave();
      return incomplete(logbook.journal, ending.error, tools, because);
  }
}

/** The new domain is there; what is left is its guest, which cannot lose it again. */
async function conclude(
  logbook: Logbook,
  backup: Backup | undefined,
  tools: ApplyTools,
): Promise<ApplyReport> {
  const { uuid, mode, name, before } = logbook.journal.job;
  const done = { outcome: 'applied', uuid, backup } as const;
  if (!restarts(mode)) {
    await logbook.end();
    const message =
      before?.run === undefined
        ? l10n.t('"{0}" is stored.', name)
        : l10n.t('"{0}" is stored; what runs now takes it up at its next start.', name);
    return { ...done, guest: undefined, message };
  }
  if (forgets(tools.virsh.uri)) {
    await logbook.end();
    const message = l10n.t(
      'libvirt\'s test driver took "{0}"; it keeps nothing from one command to the next.',
      name,
    );
    return { ...done, uuid: undefined, guest: undefined, message };
  }
  await logbook.note({ step: 'guest', is: 'begun', at: Date.now() });
  const guest = await setGuestQueues({ uuid, channels: undefined }, tools);
  await logbook.end();
  return { ...done, guest, message: l10n.t('"{0}" runs with the new definition.', name) };
}

function backupOf({ job: { files } }: Journal): Backup | undefined {
  const { live, stored } = files;
  return live === undefined && stored === undefined ? undefined : { live, stored };
}

function incomplete(
  journal: Journal,
  error: unknown,
  { virsh }: ApplyTools,
  because: readonly string[] = [],
): ApplyReport {
  const { name, before } = journal.job;
  const backup = backupOf(journal);
  const file = backup?.live ?? backup?.stored;
  const verb = before?.run === undefined ? 'define' : 'create';
  const command = virsh.exec.display(['virsh', '-c', virsh.uri, verb, '/dev/stdin']);
  const lines = [
    ...because,
    l10n.t('And "{0}" could not be brought back: {1}', name, describe(error, virsh.exec.place)),
    l10n.t('It is written down: resume it or roll it back when the host can be reached.'),
    ...(file === undefined ? [] : [l10n.t('By hand: {0}', `${command} < ${quoteCommand([file])}`)]),
  ];
  return { outcome: 'incomplete', backup, message: lines.join('\n') };
}
