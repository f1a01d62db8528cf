import { applyToVm } from './applyToVm.ts';
import type { CommandFactory } from './command.ts';
import { languageCommands } from './language.ts';
import { setGuestQueues } from './setGuestQueues.ts';

/** Every command of the extension by its id, as package.json contributes them. */
export const commands: Readonly<Record<string, CommandFactory>> = {
  ...languageCommands,
  'virtqueue.applyToVm': applyToVm,
  'virtqueue.setGuestQueues': setGuestQueues,
};
