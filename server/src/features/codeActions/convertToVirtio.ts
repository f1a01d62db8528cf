import * as l10n from '@vscode/l10n';
import type { Interface } from '../../libvirt/domain.ts';
import { changeModelToVirtio } from '../../libvirt/interfaceEdits.ts';
import { runsOnQemu } from '../../libvirt/multiQueue.ts';
import { attribute, firstChild } from '../../xml/query.ts';
import { type CodeActionSource, isIn } from './codeAction.ts';

/** An emulated network card, e1000 or rtl8139, becomes the paravirtual one: the guest needs a driver for it. */
export const convertToVirtio: CodeActionSource = {
  kind: 'refactor.rewrite.convertToVirtio',
  actions(context) {
    const { document, domain } = context;
    if (!runsOnQemu(domain)) return [];
    return domain.interfaces
      .filter((iface) => isIn(context, iface.element) && isEmulatedCard(iface))
      .map((iface) => ({
        title: l10n.t("Convert this interface from '{0}' to virtio", iface.modelType ?? ''),
        edits: changeModelToVirtio(document, iface),
      }));
  },
};

/**
 * A device of the host has no model that libvirt reads, and what sits on the ISA bus cannot be a PCI device there. A driver
 * that libvirt does not read now would be read then: the rules say what to do about it.
 */
function isEmulatedCard({ type, modelType, isVirtio, element, driver }: Interface): boolean {
  if (modelType === undefined || isVirtio || type === 'hostdev' || driver !== undefined) return false;
  const address = firstChild(element, 'address');
  const bus = address && attribute(address, 'type')?.value;
  return bus === undefined || bus === 'pci';
}
