import * as l10n from '@vscode/l10n';
import {
  codeActions,
  enableMultiQueueOnAllKind,
  openDocument,
  type Settings,
} from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/xml/edit.ts';
import type { Virsh } from '../host/virsh.ts';
import { describe } from './explain.ts';
import type { LeftOut } from './several.ts';

/**
 * What the host has stored of a domain, else what runs, with multi-queue on every virtio interface that can take it.
 * The text holds passwords: it is to be sent back, not shown.
 *
 * @param which the domain's name or uuid
 */
export async function readWithMultiQueue(
  which: string,
  settings: Settings,
  virsh: Virsh,
  signal?: AbortSignal,
): Promise<{ readonly text: string } | Pick<LeftOut, 'outcome' | 'message'>> {
  try {
    const found = await virsh.find(which, signal);
    if (!found) return { outcome: 'refused', message: l10n.t('The host has no domain "{0}".', which) };
    const { persistent } = await virsh.info(found.uuid, signal);
    const read = persistent ? virsh.storedXml(found.uuid, signal) : virsh.liveXml(found.uuid, signal);
    const text = await read;
    const everything = { start: 0, end: text.length };
    const [change] = codeActions(openDocument(text), everything, settings, [enableMultiQueueOnAllKind]);
    if (change) return { text: applyEdits(text, change.edits) };
    return {
      outcome: 'unchanged',
      message: l10n.t('No interface of this domain can take more queues than it has.'),
    };
  } catch (error) {
    return { outcome: 'refused', message: describe(error, virsh.exec.place) };
  }
}
