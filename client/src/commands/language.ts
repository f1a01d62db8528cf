import type { CommandFactory } from './command.ts';
import { copyDevice } from './copyDevice.ts';
import { enableMultiQueueOnAll } from './enableMultiQueueOnAll.ts';
import { insertDevice } from './insertDevice.ts';
import { restartServer } from './restartServer.ts';
import { showLog } from './showLog.ts';

/** The commands that need neither Node nor a host: these are there in a browser, too. */
export const languageCommands: Readonly<Record<string, CommandFactory>> = {
  'virtqueue.enableMultiQueueOnAll': enableMultiQueueOnAll,
  'virtqueue.insertDevice': insertDevice,
  'virtqueue.copyDevice': copyDevice,
  'virtqueue.restartServer': restartServer,
  'virtqueue.showLog': showLog,
};
