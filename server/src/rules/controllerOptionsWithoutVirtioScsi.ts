import * as l10n from '@vscode/l10n';
import { type Controller, readControllers } from '../libvirt/controllers.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { placeOf, removeAttributesFix } from './attributeFixes.ts';
import type { Fix, Rule } from './rule.ts';

interface ControllerOptions {
  readonly controller: Controller;
  /** At least one, all on one driver. */
  readonly options: readonly XmlAttribute[];
}

/** qemuValidateDomainDeviceDefControllerAttributes, virDomainControllerDefPostParse. */
const virtioScsiOnly = new Set(['queues', 'cmd_per_lun', 'max_sectors', 'ioeventfd', 'iothread']);

export const controllerOptionsWithoutVirtioScsi: Rule<ControllerOptions> = {
  id: 'controller-options-without-virtio-scsi',
  severity: 'error',
  documentation: {
    summary: "Options of a controller's `<driver>` that only virtio-scsi has.",
    libvirt: `libvirt refuses \`queues\`, \`cmd_per_lun\`, \`max_sectors\`, \`ioeventfd\` and \`iothread\` on every other controller: *'queues' is only
supported by virtio-scsi controller*. A SCSI controller without a model is not virtio-scsi.`,
    advice: `For a SCSI controller write \`model='virtio-scsi'\`, as the fix does: the guest needs its driver. For the others remove
the options.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const controller of readControllers(domain)) {
      if (controller.isVirtioScsi || controller.driver === undefined) continue;
      const options = controller.driver.attributes.filter(({ name }) => virtioScsiOnly.has(name));
      if (options.length > 0) yield { at: placeOf(options), data: { controller, options } };
    }
  },
  message({ controller, options }) {
    const names = options.map(({ name }) => name).join(', ');
    return controller.type === 'scsi'
      ? l10n.t("libvirt refuses {0} on a SCSI controller that is not model='virtio-scsi'.", names)
      : l10n.t('libvirt refuses {0} here: only virtio-scsi controllers have it. Remove it.', names);
  },
  fixes({ data: { controller, options } }, { document }) {
    const isScsi = controller.type === 'scsi';
    const removal = removeAttributesFix(document, options, { preferred: !isScsi, safe: true });
    const model: Fix = {
      title: l10n.t('Use a virtio-scsi controller'),
      edits: [setAttribute(document, controller.element, 'model', 'virtio-scsi')],
      preferred: true,
      safe: false,
    };
    return isScsi ? [model, removal] : [removal];
  },
};
