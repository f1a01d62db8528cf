/** The domain most tests are about. */
export const vmUuid = '6f1f3b0e-6c0a-4a51-9d6e-0d2c1b7a4e01';

export interface Shape {
  readonly name?: string;
  /** null for none. */
  readonly uuid?: string | null;
  readonly queues?: number;
}

/** A small domain as a person writes it. */
export function domainXml({ name = 'vm-1', uuid = vmUuid, queues = 1 }: Shape = {}): string {
  const driver = queues > 1 ? `\n      <driver name='vhost' queues='${queues}'/>` : '';
  return `<domain type='kvm'>
  <name>${name}</name>${uuid === null ? '' : `\n  <uuid>${uuid}</uuid>`}
  <memory unit='MiB'>256</memory>
  <vcpu>4</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <devices>
    <interface type='network'>
      <mac address='52:54:00:76:6d:01'/>
      <source network='default'/>
      <model type='virtio'/>${driver}
    </interface>
  </devices>
</domain>
`;
}
