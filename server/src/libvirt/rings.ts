/** Ring sizes that QEMU's virtio-net takes: powers of two (virtio_net_device_realize, QEMU 7.2). */
export const smallestRing = 256;
export const largestRing = 1024;

/** What transmits 256 only, whatever is asked for: all but vhost-user and vDPA (virtio_net_max_tx_queue_size). */
export function hasShortTransmitRing(interfaceType: string): boolean {
  return interfaceType !== 'vhostuser' && interfaceType !== 'vdpa';
}

export function isPowerOfTwo(number: number): boolean {
  return number > 0 && Number.isInteger(Math.log2(number));
}

/** The power of two in these bounds, powers themselves, that is at least the number. */
export function nextPowerOfTwo(number: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, 2 ** Math.ceil(Math.log2(Math.max(1, number)))));
}
