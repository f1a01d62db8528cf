import { type Claims, dropped, droppedUnlessValidated, kept, refused } from './claim.ts';

/** vCPUs, their tuning, NUMA and memory. */
export const machineClaims: Claims = {
  'current-vcpus-exceed-maximum': () => refused(/must not be less than current vCPU count/),
  'vcpu-list-impossible': (name) =>
    refused(name === 'vcpu-0-off' ? /vcpu 0 can't be offline/ : /vcpu id '2' is out of range/),
  'vcpu-list-overrides-current': () => kept(/<vcpu [^>]*current='2'>4</),
  'cpu-topology-mismatch': () => refused(/CPU topology doesn't match maximum vcpu count/),
  'cpuset-ignored': () => dropped(/cpuset=/),
  'cpu-list-unreadable': (name) =>
    refused(name === 'empty' ? /Invalid value of 'cpuset'/ : /Failed to parse bitmap/),
  'cputune-out-of-range': () => refused(/must be in range/),
  'vcpupin-without-vcpu': () => dropped(/<vcpupin/),
  'duplicate-pin': () => refused(/duplicate (vcpupin|iothreadpin)/),
  'tuning-without-thread': (name) =>
    refused(name === 'vcpusched' ? /vCPU '\d' is not present/ : /Cannot find 'iothread'/),
  'duplicate-iothread': () => refused(/duplicate iothread id '5'/),
  'numa-cpus-exceed-vcpus': () => refused(/exceeds? the <vcpu> count/),
  'numa-cells-overlap': () => refused(/have overlapping vCPU ids/),
  'numa-cpus-left-over': () => kept(/<cell id='0' cpus='0-1,3'/),
  'numa-cell-ids': (name) =>
    refused(name === 'twice' ? /Duplicate NUMA cell info/ : /Exactly one 'cell' element per guest NUMA cell/),
  'unknown-numa-cell': () =>
    refused(
      /must correspond to existing guest's NUMA cell|node 3 not found|does not refer to a valid cell|can't add memory backend/,
    ),
  'memory-unit-forgotten': (name) => ({
    ...kept(name === 'gibibytes' ? /<memory unit='KiB'>4</ : /<memory unit='KiB'>4096</),
    start: 'starts',
  }),
  'decimal-memory-unit': () => kept(/<memory unit='KiB'>976563</),
  'current-memory-exceeds-memory': () => kept(/<currentMemory unit='KiB'>65536</),
  'memory-differs-from-numa': (name) =>
    kept(name === 'less' ? /<memory unit='KiB'>65536</ : /<memory unit='KiB'>131072</),
  'memory-hotplug-impossible': () =>
    refused(
      /'maxMemory' is not defined|At least one numa node|must be equal or greater than the actual memory/,
    ),
  'pci-root-model': () => refused(/must be model='pci(e)?-root' for this machine type/),
  'duplicate-cpu-feature': () => refused(/CPU feature 'vmx' specified more than once/),
  'cpu-feature-without-model': () => refused(/Non-empty feature list specified without CPU model/),
  'secure-boot-without-smm': () =>
    refused(/Secure boot (requires SMM|is supported with q35 machine types only)/),
  'qemu-commandline-dropped': () => droppedUnlessValidated(/nodefaults/),
  'several-default-huge-pages': () => refused(/two master hugepages detected/),
  'current-memory-without-balloon': () => ({
    ...kept(/<currentMemory unit='KiB'>65536</),
    start: 'starts',
    passes: /-m (size=)?(128|131072k)/,
  }),
  'missing-memory': () => refused(/Memory size must be specified/),
  'vcpus-need-iommu': (name) =>
    refused(name === 'pc' ? /machine type limit 255/ : /require extended interrupt mode/),
};
