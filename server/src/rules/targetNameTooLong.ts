import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeAttributeFix } from './attributeFixes.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface TargetName {
  readonly attribute: XmlAttribute;
  readonly bytes: number;
}

/** IFNAMSIZ of Linux, less the final NUL. */
const longestName = 15;

/** Interfaces for which libvirt makes a tap device of this name. */
const withTap = new Set(['network', 'bridge', 'ethernet']);

export const targetNameTooLong: Rule<TargetName> = {
  id: 'target-name-too-long',
  severity: 'error',
  documentation: {
    summary: 'The name of a tap device is longer than 15 characters.',
    libvirt: `libvirt accepts it, and the VM does not start: *Network interface name '…' is too long*. Linux allows a network device
15 bytes.`,
    advice: 'Write a shorter name. The fix removes it: libvirt then makes one up, such as `vnet3`.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { element, type } of domain.interfaces) {
      const target = withTap.has(type) ? firstChild(element, 'target') : undefined;
      const name = target && attribute(target, 'dev');
      if (name === undefined) continue;
      const bytes = new TextEncoder().encode(name.value).length;
      if (bytes > longestName && !name.value.startsWith('vnet'))
        yield { at: valueSpan(name), data: { attribute: name, bytes } };
    }
  },
  message: ({ bytes }) =>
    l10n.t(
      'A network device has a name of at most {0} bytes, this one has {1}: libvirt does not start the VM. Shorten it.',
      longestName,
      bytes,
    ),
  fixes: ({ data }, { document }) => [
    removeAttributeFix(document, data.attribute, { preferred: true, safe: false }),
  ],
};
