import type { Targets } from '../views/targets.ts';
import { applySeveral } from './applySeveral.ts';
import { applyToVm } from './applyToVm.ts';
import type { CommandFactory, HostCommandFactory } from './command.ts';
import { compareWithHost } from './compareWithHost.ts';
import { enableMultiQueueOnVms } from './enableMultiQueueOnVms.ts';
import { finishApply } from './finishApply.ts';
import { inspectQueues } from './inspectQueues.ts';
import { languageCommands } from './language.ts';
import { openFromHost } from './openFromHost.ts';
import { restoreBackup } from './restoreBackup.ts';
import { selectTargetHost } from './selectTargetHost.ts';
import { setGuestQueues } from './setGuestQueues.ts';

/** The commands that reach hosts. */
const hostCommands: Readonly<Record<string, HostCommandFactory>> = {
  'virtqueue.applyToVm': applyToVm,
  'virtqueue.applySeveral': applySeveral,
  'virtqueue.enableMultiQueueOnVms': enableMultiQueueOnVms,
  'virtqueue.setGuestQueues': setGuestQueues,
  'virtqueue.inspectQueues': inspectQueues,
  'virtqueue.restoreBackup': restoreBackup,
  'virtqueue.finishApply': finishApply,
  'virtqueue.openFromHost': openFromHost,
  'virtqueue.compareWithHost': compareWithHost,
  'virtqueue.selectTargetHost': selectTargetHost,
};

/** Every command of the extension by its id, as package.json contributes them. */
export function commandsWith(targets: Targets): Readonly<Record<string, CommandFactory>> {
  const bound = Object.entries(hostCommands).map(([id, create]): [string, CommandFactory] => [
    id,
    (services) => create({ ...services, targets }),
  ]);
  return { ...languageCommands, ...Object.fromEntries(bound) };
}
