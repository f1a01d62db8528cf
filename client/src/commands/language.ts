import type { CommandFactory } from './command.ts';
import { enableMultiQueueOnAll } from './enableMultiQueueOnAll.ts';
import { restartServer } from './restartServer.ts';
import { showLog } from './showLog.ts';

/** The commands that need neither Node nor a host: these are there in a browser, too. */
export const languageCommands: Readonly<Record<string, CommandFactory>> = {
  'virtqueue.enableMultiQueueOnAll': enableMultiQueueOnAll,
  'virtqueue.restartServer': restartServer,
  'virtqueue.showLog': showLog,
};
