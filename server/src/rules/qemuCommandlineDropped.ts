import * as l10n from '@vscode/l10n';
import { setAttribute } from '../xml/edit.ts';
import { attribute, childElements } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

const namespace = 'http://libvirt.org/schemas/domain/qemu/1.0';

interface Dropped {
  readonly element: XmlElement;
  readonly prefix: string;
}

export const qemuCommandlineDropped: Rule<Dropped> = {
  id: 'qemu-commandline-dropped',
  severity: 'warning',
  documentation: {
    summary: '`<qemu:commandline>` or another `qemu:` element whose prefix does not stand for its namespace.',
    libvirt: `Without \`xmlns:qemu='${namespace}'\` on \`<domain>\` libvirt does not know the element: it drops the
arguments silently, unless the schema is asked (\`virsh define --validate\`), which refuses them.`,
    advice: 'Declare the namespace on `<domain>`, as the fix does.',
  },
  *check({ domain }) {
    for (const element of childElements(domain.element)) {
      const [, prefix] = /^(\w+):(commandline|capabilities|override|deprecation)$/.exec(element.name) ?? [];
      if (prefix === undefined || declared(element, prefix) === namespace) continue;
      if (prefix === 'qemu' || declared(element, prefix) !== undefined)
        if (!otherDrivers.test(declared(element, prefix) ?? ''))
          yield { at: element.nameSpan, covers: element, data: { element, prefix } };
    }
  },
  message: ({ element, prefix }) =>
    l10n.t(
      "libvirt drops <{0}> silently: {1} has to be declared on <domain> as xmlns:{1}='{2}'.",
      element.name,
      prefix,
      namespace,
    ),
  fixes({ data: { element, prefix } }, { document, domain }) {
    const owner = attribute(element, `xmlns:${prefix}`) === undefined ? domain.element : element;
    return [
      {
        title: l10n.t('Declare xmlns:{0}', prefix),
        edits: [setAttribute(document, owner, `xmlns:${prefix}`, namespace)],
        preferred: true,
        safe: false,
      },
    ];
  },
};

/** The namespaces of bhyve, LXC, Xen and VMware have elements of these names, too. */
const otherDrivers = /^http:\/\/libvirt\.org\/schemas\/domain\/(bhyve|lxc|xen|vmware|vz)\//;

function declared(element: XmlElement, prefix: string): string | undefined {
  const owners = element.parent === undefined ? [element] : [element, element.parent];
  for (const owner of owners) {
    const found = attribute(owner, `xmlns:${prefix}`);
    if (found !== undefined) return found.value;
  }
  return undefined;
}
