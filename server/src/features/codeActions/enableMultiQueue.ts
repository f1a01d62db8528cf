import * as l10n from '@vscode/l10n';
import type { Domain } from '../../libvirt/domain.ts';
import { enableMultiQueue as enable } from '../../libvirt/interfaceEdits.ts';
import { couldUseMultiQueue, type QueueSettings, recommendedQueues } from '../../libvirt/multiQueue.ts';
import { type CodeActionSource, isIn } from './codeAction.ts';

export const enableMultiQueueKind = 'refactor.rewrite.enableMultiQueue';

/** Multi-queue for the interface here, in as many queues as each policy gives it. */
export const enableMultiQueue: CodeActionSource = {
  kind: enableMultiQueueKind,
  actions(context) {
    const { document, domain, queues: settings } = context;
    return domain.interfaces
      .filter((iface) => isIn(context, iface.element) && couldUseMultiQueue(domain, iface, settings))
      .flatMap((iface) =>
        queueChoices(domain, settings).map((queues) => ({
          title: l10n.t('Enable multi-queue on this interface with {0} queues', queues),
          edits: enable(document, domain, iface, queues),
        })),
      );
  },
};

/** The numbers of queues that the policies come to, that of the settings first; above one. */
export function queueChoices(domain: Domain, settings: QueueSettings): number[] {
  const policies = [settings.policy, 'match-vcpus', 'at-most-4'] as const;
  const choices = policies.map((policy) => recommendedQueues(domain, { ...settings, policy }));
  return [...new Set(choices)].filter((queues) => queues > 1);
}
