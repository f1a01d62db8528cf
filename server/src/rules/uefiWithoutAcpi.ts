import * as l10n from '@vscode/l10n';
import { isPc, readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { insertAfter, insertFirstChild } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { Span, XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

export const uefiWithoutAcpi: Rule<XmlElement> = {
  id: 'uefi-without-acpi',
  severity: 'error',
  documentation: {
    summary: 'UEFI firmware, and no `<acpi/>` in `<features>`.',
    libvirt: `libvirt refuses the domain: *UEFI requires ACPI on this architecture* (x86_64, aarch64), for \`<os firmware='efi'>\` and for a
\`<loader type='pflash'>\`.`,
    advice: 'Add `<features><acpi/></features>`, as the fix does.',
  },
  *check({ domain }) {
    const machine = readMachine(domain);
    const { os } = machine;
    if (os === undefined || !runsOnQemu(domain) || !(isPc(machine) || machine.arch === 'aarch64')) return;
    const features = firstChild(domain.element, 'features');
    const at = uefi(os);
    if (at !== undefined && !(features && firstChild(features, 'acpi'))) yield { at, data: os };
  },
  message: () => l10n.t('UEFI needs ACPI: libvirt refuses the domain without <features><acpi/></features>.'),
  fixes({ data: os }, { document, domain }) {
    const features = firstChild(domain.element, 'features');
    const edit =
      features === undefined
        ? insertAfter(document, os, '<features><acpi/></features>')
        : insertFirstChild(document, features, '<acpi/>');
    return [{ title: l10n.t('Add <acpi/>'), edits: [edit], preferred: true, safe: true }];
  },
};

/** What asks for UEFI. */
function uefi(os: XmlElement): Span | undefined {
  const firmware = attribute(os, 'firmware');
  if (firmware?.value === 'efi') return firmware;
  const loader = firstChild(os, 'loader');
  const type = loader && attribute(loader, 'type');
  return type?.value === 'pflash' ? type : undefined;
}
