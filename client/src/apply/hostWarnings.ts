import * as l10n from '@vscode/l10n';
import type { HostKnowledge } from '../../../server/src/libvirt/host.ts';
import { canUseVhostNet } from '../../../server/src/libvirt/multiQueue.ts';
import { attribute, firstChild } from '../../../server/src/xml/query.ts';
import type { XmlElement } from '../../../server/src/xml/tree.ts';
import type { CheckedDocument } from './document.ts';

/** What the document asks for and the host did not have when it was asked. What the host did not say is not missed. */
export function* hostWarnings({ domain }: CheckedDocument, host: HostKnowledge): Generator<string> {
  if (domain.type === 'kvm' && host.hasKvm === false) {
    yield l10n.t(
      "\"{0}\" has no KVM, so libvirt refuses type='kvm': load kvm_intel or kvm_amd there (virtualization may be off in its firmware), or take type='qemu', which is slow.",
      host.name,
    );
  }
  yield* machineWarnings(domain.element, host);
  yield* new Set(networkWarnings(domain, host));
}

function* machineWarnings(domain: XmlElement, { name, machineTypes }: HostKnowledge): Generator<string> {
  const os = firstChild(domain, 'os');
  const type = os && firstChild(os, 'type');
  const machine = type && attribute(type, 'machine')?.value;
  const known = machineTypes[(type && attribute(type, 'arch')?.value) ?? ''];
  if (!machine || !known || known.length === 0 || known.includes(machine)) return;
  yield l10n.t(
    'The QEMU of "{0}" has no machine type "{1}", so libvirt refuses the domain: "virsh capabilities" on the host lists those it has.',
    name,
    machine,
  );
}

function* networkWarnings(
  { interfaces, type }: CheckedDocument['domain'],
  host: HostKnowledge,
): Generator<string> {
  for (const iface of interfaces) {
    const source = firstChild(iface.element, 'source');
    const network = source && attribute(source, 'network')?.value;
    if (iface.type === 'network' && network && host.networks?.includes(network) === false) {
      yield l10n.t(
        '"{0}" had no network "{1}" when it was asked: without it the domain does not start.',
        host.name,
        network,
      );
    }
    // Open vSwitch keeps its bridges to itself.
    const isLinux = firstChild(iface.element, 'virtualport') === undefined;
    const bridge = source && attribute(source, 'bridge')?.value;
    if (iface.type === 'bridge' && isLinux && bridge && host.bridges?.includes(bridge) === false) {
      yield l10n.t(
        '"{0}" had no bridge "{1}" when it was asked: without it the domain does not start.',
        host.name,
        bridge,
      );
    }
    const driver = iface.readsDriver ? iface.driver : undefined;
    const asksForVhost = driver !== undefined && attribute(driver, 'name')?.value === 'vhost';
    if (type === 'kvm' && asksForVhost && canUseVhostNet(iface.type) && host.hasVhostNet === false) {
      yield l10n.t(
        '"{0}" has no /dev/vhost-net, and an interface insists on name=\'vhost\': it does not start before "modprobe vhost_net" on the host.',
        host.name,
      );
    }
  }
}
