import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute, childrenNamed, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface NoSource {
  readonly device: XmlElement;
  readonly type: string;
  readonly missing: string;
}

/** What `<source>` has to say, by the type of the device (virDomainChrSourceDefValidate). */
const needed: Readonly<Record<string, string>> = {
  file: 'path',
  dev: 'path',
  pipe: 'path',
  unix: 'path',
  tcp: 'host',
};

export const characterDeviceWithoutSource: Rule<NoSource> = {
  id: 'character-device-without-source',
  severity: 'error',
  documentation: {
    summary: 'A serial port, console or parallel port to a file, device, pipe or socket that is not named.',
    libvirt: `libvirt refuses the domain: *Missing source path attribute for char device*, and *Missing source host attribute* for
\`tcp\`. Only the socket of a \`<channel type='unix'>\` libvirt names itself.`,
    advice: "Add `<source path='…'/>`, or use `type='pty'`, which needs none.",
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const kind of ['serial', 'parallel', 'console'])
      for (const device of domain.devices.get(kind) ?? []) {
        const type = attribute(device, 'type')?.value ?? '';
        const missing = needed[type];
        const isNamed = childrenNamed(device, 'source').some((source) => attribute(source, missing ?? ''));
        if (missing !== undefined && !isNamed && !isCopy(device))
          yield { at: device.startTag, data: { device, type, missing } };
      }
  },
  message: ({ device, type, missing }) =>
    l10n.t(
      "A <{0}> of type '{1}' needs <source {2}=…>: libvirt refuses the domain. Type pty needs none.",
      device.name,
      type,
      missing,
    ),
  fixes: () => [],
};

/** The first console on a serial port is that port: libvirt replaces what it says (virDomainDefAddConsoleCompat). */
function isCopy(device: XmlElement): boolean {
  const target = firstChild(device, 'target');
  const type = target && attribute(target, 'type')?.value;
  return device.name === 'console' && (type === undefined || type === 'serial');
}
