import * as l10n from '@vscode/l10n';
import { readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { childElements, firstChild, textContent } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { removeElementFix } from './attributeFixes.ts';
import type { Rule } from './rule.ts';

export const kernelOptionsWithoutKernel: Rule<XmlElement> = {
  id: 'kernel-options-without-kernel',
  severity: 'error',
  documentation: {
    summary: '`<initrd>` or `<cmdline>` without `<kernel>`.',
    libvirt: `libvirt accepts the domain, and QEMU does not start: *-append only allowed with -kernel option*. They belong to a kernel that
the host loads; they do not reach the boot loader of the guest.`,
    advice: 'Add `<kernel>`, or remove them, as the fix does.',
  },
  *check({ domain }) {
    const { os } = readMachine(domain);
    if (os === undefined || firstChild(os, 'kernel') !== undefined || !runsOnQemu(domain)) return;
    for (const option of childElements(os))
      if ((option.name === 'initrd' || option.name === 'cmdline') && textContent(option) !== '')
        yield { at: option, data: option };
  },
  message: ({ name }) =>
    l10n.t('<{0}> needs a <kernel>: without one QEMU does not start. Add <kernel>, or remove this.', name),
  fixes: ({ data }, { document }) => [removeElementFix(document, data, { preferred: true, safe: false })],
};
