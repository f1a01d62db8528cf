import { applyToVm } from './applyToVm.ts';
import type { CommandFactory } from './command.ts';
import { enableMultiQueueOnAll } from './enableMultiQueueOnAll.ts';
import { restartServer } from './restartServer.ts';
import { setGuestQueues } from './setGuestQueues.ts';
import { showLog } from './showLog.ts';

/** Every command of the extension by its id, as package.json contributes them. */
export const commands: Readonly<Record<string, CommandFactory>> = {
  'virtqueue.applyToVm': applyToVm,
  'virtqueue.setGuestQueues': setGuestQueues,
  'virtqueue.enableMultiQueueOnAll': enableMultiQueueOnAll,
  'virtqueue.restartServer': restartServer,
  'virtqueue.showLog': showLog,
};
