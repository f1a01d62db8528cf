import * as l10n from '@vscode/l10n';
import { isI440fx, readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { element, insertAfter, insertFirstChild, setAttribute } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Fix, Rule } from './rule.ts';

interface SecureBoot {
  readonly os: XmlElement;
  /** Undefined when it is SMM that is missing. */
  readonly machine: string | undefined;
}

export const secureBootWithoutSmm: Rule<SecureBoot> = {
  id: 'secure-boot-without-smm',
  severity: 'error',
  documentation: {
    summary: "`<loader secure='yes'>` without `<smm state='on'/>`, or on another machine than Q35.",
    libvirt: `libvirt refuses the domain: *Secure boot requires SMM feature enabled*, *Secure boot is supported with q35 machine types
only*. Without SMM the guest could write over the keys.`,
    advice: "Add `<smm state='on'/>` to `<features>`, as the fix does, and use `machine='q35'`.",
  },
  *check({ domain }) {
    const machine = readMachine(domain);
    const loader = machine.os && firstChild(machine.os, 'loader');
    const secure = loader && attribute(loader, 'secure');
    if (machine.os === undefined || secure?.value !== 'yes' || !runsOnQemu(domain)) return;
    // With firmware='efi' libvirt chooses the firmware, and switches on what that needs.
    if (attribute(machine.os, 'firmware') !== undefined) return;
    if (isI440fx(machine)) yield { at: secure, data: { os: machine.os, machine: machine.name } };
    else if (smm(domain.element)?.state !== 'on')
      yield { at: secure, data: { os: machine.os, machine: undefined } };
  },
  message: ({ machine }) =>
    machine === undefined
      ? l10n.t("Secure boot needs <smm state='on'/> in <features>: libvirt refuses the domain.")
      : l10n.t("Secure boot needs machine='q35': libvirt refuses it on {0}.", machine),
  fixes({ data: { os, machine } }, { document, domain }): Fix[] {
    if (machine !== undefined) return [];
    const features = firstChild(domain.element, 'features');
    const present = smm(domain.element)?.element;
    const added = element(document, 'smm', { state: 'on' });
    const edit =
      present !== undefined
        ? setAttribute(document, present, 'state', 'on')
        : features !== undefined
          ? insertFirstChild(document, features, added)
          : insertAfter(document, os, `<features>${added}</features>`);
    return [{ title: l10n.t('Switch SMM on'), edits: [edit], preferred: true, safe: true }];
  },
};

function smm(domain: XmlElement): { element: XmlElement; state: string | undefined } | undefined {
  const features = firstChild(domain, 'features');
  const found = features && firstChild(features, 'smm');
  return found && { element: found, state: attribute(found, 'state')?.value };
}
