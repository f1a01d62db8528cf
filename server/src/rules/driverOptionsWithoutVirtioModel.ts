import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { changeModelToVirtio } from '../libvirt/interfaceEdits.ts';
import { isVirtioToQemu, runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { placeOf, removeAttributesFix } from './attributeFixes.ts';
import type { Rule } from './rule.ts';

interface DriverOptions {
  readonly iface: Interface;
  /** At least one, all on one driver. */
  readonly options: readonly XmlAttribute[];
  readonly isRefused: boolean;
}

/** virDomainCheckVirtioOptionsAreAbsent. */
const refused = new Set(['iommu', 'ats', 'packed', 'page_per_vq']);

/** virDomainNetDefParseXMLDriver reads these for virtio models only; `name='qemu'` is what happens anyway. */
const dropped = new Set([
  'name',
  'txmode',
  'ioeventfd',
  'event_idx',
  'rx_queue_size',
  'tx_queue_size',
  'rss',
  'rss_hash_report',
]);

export const driverOptionsWithoutVirtioModel: Rule<DriverOptions> = {
  id: 'driver-options-without-virtio-model',
  severity: 'warning',
  documentation: {
    summary:
      "Options of `<driver>` on an interface whose model is missing or is not one of libvirt's virtio models.",
    libvirt: `libvirt drops \`name\`, \`txmode\`, \`ioeventfd\`, \`event_idx\`, \`rx_queue_size\`, \`tx_queue_size\`, \`rss\` and
\`rss_hash_report\` without a word. \`iommu\`, \`ats\`, \`packed\` and \`page_per_vq\` make it refuse the domain, an error: *… driver option is
only supported for virtio devices*.`,
    advice: 'Change the model to `virtio`, if the guest has its driver, or remove the options.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const iface of domain.interfaces) {
      const { driver, type } = iface;
      if (driver === undefined || iface.isVirtio || type === 'hostdev' || type === 'vhostuser') continue;
      const isRefused = driver.attributes.some(({ name }) => refused.has(name));
      const isTold = iface.queues !== undefined && iface.queues.value !== '1';
      if (!isRefused && isTold) continue;
      const options = driver.attributes.filter(({ name, value }) =>
        isRefused ? refused.has(name) : dropped.has(name) && !(name === 'name' && value === 'qemu'),
      );
      if (options.length === 0) continue;
      yield {
        at: placeOf(options),
        data: { iface, options, isRefused },
        severity: isRefused ? 'error' : 'warning',
      };
    }
  },
  message({ iface, options, isRefused }) {
    const names = options.map(({ name, value }) => (name === 'name' ? `name='${value}'` : name)).join(', ');
    const model = iface.model && attribute(iface.model, 'type')?.value;
    if (isRefused)
      return l10n.t(
        "libvirt refuses {0} without a virtio model: write <model type='virtio'/>, or remove it.",
        names,
      );
    return model
      ? l10n.t("libvirt drops {0} silently for the model '{1}'. Change the model to virtio.", names, model)
      : l10n.t("libvirt drops {0} silently because <model type='virtio'/> is missing. Add the model.", names);
  },
  fixes({ data: { iface, options } }, { document }) {
    return [
      {
        title: l10n.t('Change the model to virtio'),
        edits: changeModelToVirtio(document, iface),
        preferred: true,
        safe: isVirtioToQemu(iface),
      },
      removeAttributesFix(document, options, { preferred: false, safe: true }),
    ];
  },
};
