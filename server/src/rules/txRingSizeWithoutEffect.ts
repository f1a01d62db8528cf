import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { hasShortTransmitRing } from '../libvirt/rings.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeAttributeFix, setAttributeFix } from './attributeFixes.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface TxRingSize {
  readonly attribute: XmlAttribute;
  readonly interfaceType: string;
}

export const txRingSizeWithoutEffect: Rule<TxRingSize> = {
  id: 'tx-ring-size-without-effect',
  severity: 'warning',
  documentation: {
    summary: '`tx_queue_size` above 256 on an interface that transmits with 256 anyway.',
    libvirt: `libvirt passes it to QEMU, and QEMU lowers it to 256 without a word, unless the packets go to vhost-user or vDPA.
\`ethtool -g\` in the guest shows \`TX: 256\`.`,
    advice:
      'Write 256, as the fix does, or nothing. `rx_queue_size` does go up to 1024, on every kind of interface.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { driver, readsDriver, type } of domain.interfaces) {
      const found = driver && attribute(driver, 'tx_queue_size');
      if (!readsDriver || !hasShortTransmitRing(type)) continue;
      if (found?.value === '512' || found?.value === '1024')
        yield { at: valueSpan(found), data: { attribute: found, interfaceType: type } };
    }
  },
  message: ({ attribute: { value }, interfaceType }) =>
    l10n.t(
      "QEMU lowers tx_queue_size={0} to 256 silently for type='{1}': only vhost-user and vDPA transmit with more. Write 256.",
      value,
      interfaceType,
    ),
  fixes: ({ data: { attribute: found } }, { document }) => [
    setAttributeFix(document, found.owner, found.name, '256', { preferred: true, safe: true }),
    removeAttributeFix(document, found, { preferred: false, safe: true }),
  ],
};
