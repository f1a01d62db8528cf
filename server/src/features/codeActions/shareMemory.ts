import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../../libvirt/multiQueue.ts';
import { shareMemory as share, sharesMemory } from '../../libvirt/sharedMemory.ts';
import { attribute, firstChild } from '../../xml/query.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { type CodeActionSource, isIn } from './codeAction.ts';

/** Memory that the processes behind vhost-user devices and virtiofs can map. */
export const shareMemory: CodeActionSource = {
  kind: 'refactor.rewrite.shareMemory',
  actions(context) {
    const { document, domain, isAsked } = context;
    if (!runsOnQemu(domain) || sharesMemory(domain)) return [];
    const devices = ['interface', 'disk', 'filesystem', 'video'].flatMap(
      (name) => domain.devices.get(name) ?? [],
    );
    const waiting = devices.filter(needsSharedMemory);
    if (waiting.length === 0) return [];
    const memory = ['memory', 'memoryBacking'].map((name) => firstChild(domain.element, name));
    if (!isAsked && !isIn(context, ...waiting, ...memory)) return [];
    return [{ title: l10n.t('Share the memory with vhost-user devices'), edits: share(document, domain) }];
  },
};

function needsSharedMemory(device: XmlElement): boolean {
  const driver = firstChild(device, 'driver');
  return (
    attribute(device, 'type')?.value === 'vhostuser' ||
    (driver !== undefined &&
      ['virtiofs', 'vhostuser'].some((value) => driver.attributes.some((each) => each.value === value)))
  );
}
