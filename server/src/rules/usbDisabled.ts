import * as l10n from '@vscode/l10n';
import type { Domain } from '../libvirt/domain.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface UsbDevice {
  readonly device: XmlElement;
  readonly controller: XmlElement;
}

export const usbDisabled: Rule<UsbDevice> = {
  id: 'usb-disabled',
  severity: 'error',
  documentation: {
    summary: "A USB device in a domain that has USB switched off: `<controller type='usb' model='none'/>`.",
    libvirt: "libvirt refuses the domain: *Can't add USB input device. USB bus is disabled*.",
    advice: 'Use another bus (`virtio`, `ps2`), or a USB controller, as the fix does.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    const controller = (domain.devices.get('controller') ?? []).find(
      (each) => attribute(each, 'type')?.value === 'usb' && attribute(each, 'model')?.value === 'none',
    );
    if (controller === undefined) return;
    for (const device of usbDevices(domain)) yield { at: device.startTag, data: { device, controller } };
  },
  message: ({ device }) =>
    l10n.t(
      "This <{0}> is on the USB bus, which <controller type='usb' model='none'/> switches off: libvirt refuses the domain.",
      device.name,
    ),
  fixes: ({ data: { controller } }, { document }) => [
    {
      title: l10n.t('Use a USB 3 controller (qemu-xhci)'),
      edits: [setAttribute(document, controller, 'model', 'qemu-xhci')],
      preferred: true,
      safe: false,
    },
  ],
};

function usbDevices({ devices }: Domain): XmlElement[] {
  const of = (name: string) => devices.get(name) ?? [];
  const isUsb = (element: XmlElement | undefined) => element && attribute(element, 'bus')?.value === 'usb';
  return [
    ...of('input').filter(isUsb),
    ...of('redirdev').filter(isUsb),
    ...of('disk').filter((disk) => isUsb(firstChild(disk, 'target'))),
    ...of('hostdev').filter((hostdev) => attribute(hostdev, 'type')?.value === 'usb'),
  ];
}
