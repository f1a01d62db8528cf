import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Targets } from '../views/targets.ts';
import { applySeveral } from './applySeveral.ts';
import { applyToVm } from './applyToVm.ts';
import type { Command, CommandFactory, HostCommandFactory } from './command.ts';
import { compareWithHost } from './compareWithHost.ts';
import { enableMultiQueueOnVms } from './enableMultiQueueOnVms.ts';
import { finishApply } from './finishApply.ts';
import { inspectQueues } from './inspectQueues.ts';
import { languageCommands } from './language.ts';
import { openFromHost } from './openFromHost.ts';
import { restoreBackup } from './restoreBackup.ts';
import { selectTargetHost } from './selectTargetHost.ts';
import { setGuestQueues } from './setGuestQueues.ts';
import { refuse } from './subject.ts';

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
    (services) => inTrust(create({ ...services, targets })),
  ]);
  return { ...languageCommands, ...Object.fromEntries(bound) };
}

/** Settings and documents of a folder that nobody has trusted must not lead to a host. */
function inTrust(command: Command): Command {
  return async (...args) =>
    vscode.workspace.isTrusted
      ? command(...args)
      : refuse(l10n.t('Virtqueue runs commands on hosts only in a trusted workspace.'));
}
