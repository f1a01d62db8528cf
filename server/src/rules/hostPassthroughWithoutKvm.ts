import * as l10n from '@vscode/l10n';
import { setAttribute } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

export const hostPassthroughWithoutKvm: Rule<XmlElement> = {
  id: 'host-passthrough-without-kvm',
  severity: 'error',
  documentation: {
    summary: "`<cpu mode='host-passthrough'>` in a domain that QEMU emulates.",
    libvirt: `libvirt accepts the domain and does not start it: *CPU mode 'host-passthrough' for x86_64 qemu domain on x86_64 host is not
supported by hypervisor*. With \`type='qemu'\` there is no CPU of the host to pass through.`,
    advice:
      "Use `<domain type='kvm'>` where the host has KVM, else `mode='maximum'`, as the fix does: all that QEMU can emulate.",
  },
  *check({ domain }) {
    const cpu = firstChild(domain.element, 'cpu');
    const mode = cpu && attribute(cpu, 'mode');
    if (domain.type === 'qemu' && cpu && mode?.value === 'host-passthrough') yield { at: mode, data: cpu };
  },
  message: () =>
    l10n.t(
      "libvirt does not start this: type='qemu' emulates the CPU and cannot pass the host's through. Use KVM, or mode='maximum'.",
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t("Set mode='maximum'"),
      edits: [setAttribute(document, data, 'mode', 'maximum')],
      preferred: true,
      safe: false,
    },
  ],
};
