import { type Claims, dropped, kept, notStarted, refused } from './claim.ts';

export const interfaceClaims: Claims = {
  'ring-size-out-of-range': (name) =>
    name.endsWith('not-a-power')
      ? refused(/queue_size has to be a power of two/)
      : notStarted(/queue_size \(= \d+\), must be a power of 2 between 256 and 1024/),
  'tx-ring-size-without-effect': () => ({
    ...kept(/tx_queue_size='(512|1024)'/),
    start: 'starts',
    passes: /"tx_queue_size":(512|1024)/,
    has: /\btx_queue_size = 256 /,
  }),
  'driver-options-without-virtio-model': (_, severity) =>
    severity === 'error'
      ? refused(/driver option is only supported for virtio devices/)
      : dropped(/<driver name='vhost'|<driver [^>]*(_queue_size|event_idx)/),
  'model-not-known-as-virtio': () => ({ ...kept(/<model type='virtio-net(-pci)?'/) }),
  'vhost-user-without-virtio-model': () => refused(/vhostuser requires the virtio-net\* frontend/),
  'vhost-user-without-shared-memory': (name, severity) => {
    if (severity === 'error') return refused(/requires shared memory/);
    // Huge pages are a matter of the host.
    if (name === 'hugepages') return kept(/<interface type='vhostuser'/);
    return { define: 'accepts', validate: 'accepts', start: 'starts', withholds: /"share":true/ };
  },
  'vhost-without-tap': () => ({ ...kept(/<driver name='vhost'/), start: 'starts', withholds: /vhost/ }),
  'unsupported-by-interface-type': (name) =>
    ({
      'filter-on-direct': dropped(/<filterref/),
      'bandwidth-on-user': { ...kept(/<bandwidth/), start: 'starts' as const },
      'address-of-guest': refused(/guest-side IP route and\/or address info, not supported by QEMU/),
      'mtu-on-direct': refused(/setting MTU on interface type direct is not supported/),
      'coalesce-on-ethernet': refused(/coalesce settings on interface type ethernet are not supported/),
      'isolated-on-user': refused(/<port isolated='yes'\/> is not supported/),
      'script-on-user': notStarted(/scripts are not supported on interfaces of type user/),
    })[name] ?? notStarted(/vlan tag not supported for this connection type/),
  'target-name-replaced': () => dropped(/<target dev=/),
  'target-name-too-long': () => notStarted(/Network interface name '.*' is too long/),
};
