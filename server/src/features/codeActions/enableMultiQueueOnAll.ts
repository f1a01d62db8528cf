import * as l10n from '@vscode/l10n';
import { enableMultiQueue } from '../../libvirt/interfaceEdits.ts';
import { couldUseMultiQueue } from '../../libvirt/multiQueue.ts';
import { type CodeActionSource, isIn } from './codeAction.ts';
import { queueChoices } from './enableMultiQueue.ts';

export const enableMultiQueueOnAllKind = 'refactor.rewrite.enableMultiQueueOnAll';

/** Leaves other models than virtio alone: they would become another network card for the guest. */
export const enableMultiQueueOnAll: CodeActionSource = {
  kind: enableMultiQueueOnAllKind,
  actions(context) {
    const { document, domain, queues: settings, isAsked } = context;
    if (!isAsked && !isIn(context, ...domain.interfaces.map(({ element }) => element))) return [];
    const able = domain.interfaces.filter(
      (iface) => iface.isVirtio && couldUseMultiQueue(domain, iface, settings),
    );
    if (able.length === 0) return [];
    return queueChoices(domain, settings).map((queues) => ({
      title: l10n.t('Enable multi-queue on all virtio interfaces with {0} queues', queues),
      edits: able.flatMap((iface) => enableMultiQueue(document, domain, iface, queues)),
    }));
  },
};
