/** A sound domain, for the schemas too, with four vCPUs and one interface, whose driver is given. */
export function domainWith(driver: string): string {
  return `<domain type='kvm'>
  <name>vm-1</name>
  <memory unit='GiB'>1</memory>
  <vcpu>4</vcpu>
  <os>
    <type>hvm</type>
  </os>
  <devices>
    <interface type='network'>
      <source network='default'/>
      <model type='virtio'/>
      ${driver}
    </interface>
  </devices>
</domain>
`;
}
