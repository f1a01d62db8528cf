import * as l10n from '@vscode/l10n';
import { readControllers } from '../libvirt/controllers.ts';
import { controllerByName, type Disk, readDisks } from '../libvirt/disks.ts';
import { isPc, readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { element, insertAfter, setAttribute } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface GuessedController {
  /** The first disk on it. */
  readonly disk: XmlElement;
  readonly index: string;
  /** One without a model; undefined where libvirt adds it. */
  readonly controller: XmlElement | undefined;
}

export const scsiControllerGuessed: Rule<GuessedController> = {
  id: 'scsi-controller-guessed',
  severity: 'information',
  documentation: {
    summary: 'A SCSI disk on a controller whose model nobody chose.',
    libvirt: `libvirt chooses the model by itself: on a PC that is \`lsilogic\`, an emulated card of the nineties, with one queue and without I/O
threads. Many guests have no driver for it any more.`,
    advice: `Write \`<controller type='scsi' model='virtio-scsi'/>\`, as the fix does. The guest needs its driver (Linux has it; Windows
needs it installed), so "fix all" does not do this.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain) || !isPc(readMachine(domain))) return;
    const controllers = new Map(
      readControllers(domain)
        .filter(({ type }) => type === 'scsi')
        .map((each) => [attribute(each.element, 'index')?.value ?? '0', each]),
    );
    const told = new Set<string>();
    for (const disk of readDisks(domain)) {
      const index = disk.bus === 'scsi' ? controllerIndex(disk) : undefined;
      if (index === undefined || told.has(index)) continue;
      told.add(index);
      const controller = controllers.get(index);
      if (controller !== undefined && (controller.model ?? 'auto') !== 'auto') continue;
      const bus = disk.target && attribute(disk.target, 'bus');
      const at = controller?.element.startTag ?? (bus && valueSpan(bus)) ?? disk.element.startTag;
      yield { at, data: { disk: disk.element, index, controller: controller?.element } };
    }
  },
  message: () =>
    l10n.t(
      "libvirt chooses the model of this disk's SCSI controller by itself: lsilogic, which has one queue, and which many guests have no driver for. Write model='virtio-scsi'.",
    ),
  fixes: ({ data: { disk, index, controller } }, { document }) => [
    {
      title: l10n.t('Use a virtio-scsi controller'),
      edits: [
        controller === undefined
          ? insertAfter(
              document,
              disk,
              element(document, 'controller', { type: 'scsi', index, model: 'virtio-scsi' }),
            )
          : setAttribute(document, controller, 'model', 'virtio-scsi'),
      ],
      preferred: true,
      safe: false,
    },
  ],
};

function controllerIndex(disk: Disk): string | undefined {
  const address = firstChild(disk.element, 'address');
  return (address && (attribute(address, 'controller')?.value ?? '0')) ?? controllerByName(disk)?.toString();
}
