import { type Claims, dropped, droppedUnlessValidated, kept, notStarted, refused, starts } from './claim.ts';

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
    refused(/must correspond to existing guest's NUMA cell|node 3 not found|can't add memory backend/),
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
};

/** What two devices cannot share, and what goes wrong with disks, ports and graphics. */
export const deviceClaims: Claims = {
  'duplicate-mac': () => ({ ...starts, passes: /"mac":"([\da-f:]+)".*"mac":"\1"/ }),
  'duplicate-interface-target': () => notStarted(/interface already exists/),
  'duplicate-disk-target': () => refused(/target 'vda' duplicated/),
  'duplicate-disk-source': () => notStarted(/Failed to get (shared )?"write" lock/),
  'duplicate-address': () =>
    refused(/double use of PCI Address|duplicate drive address|is already occupied|Duplicate USB address/),
  'duplicate-alias': () => refused(/non unique alias detected/),
  'alias-dropped': (name) => (name === 'characters' ? droppedUnlessValidated(/<alias/) : dropped(/<alias/)),
  'duplicate-boot-order': () => refused(/boot order '1' used for more than one device/),
  'boot-order-twice': () => refused(/cannot be used together with os\/boot elements/),
  'duplicate-channel': () => notStarted(/org\.qemu\.guest_agent\.0/),
  'guest-agent-channel-name': () => ({ ...kept(/name='org\.qemu\.guest[_-]agent\.[01]'/), start: 'starts' }),
  'duplicate-graphics': () => notStarted(/only 1 graphics device of each type/),
  'graphics-port-dropped': () => ({ ...dropped(/5950/), keeps: /port='-1' autoport='yes'/ }),
  'character-device-without-source': () => refused(/Missing source (path|host) attribute/),
  'disk-without-source': () => refused(/missing source information/),
  'partition-as-target': () => refused(/partitions can't appear in disk targets/),
  'ide-on-q35': () => refused(/IDE controllers are unsupported/),
  'removable-on-virtio': () =>
    refused(/does not support ejectable media|Invalid bus type 'virtio' for floppy/),
  'kernel-options-without-kernel': () => notStarted(/only allowed with -kernel option/),
  'uefi-without-acpi': () => refused(/UEFI requires ACPI/),
  'machine-type-case': () => refused(/No PCI buses available/),
  'host-passthrough-without-kvm': () => notStarted(/CPU mode 'host-passthrough'/),
  'domain-name-refused': (name) =>
    refused(name === 'slash' ? /cannot contain '\/'/ : /Cannot delete directory/),
  'domain-name-awkward': () => kept(/<name>(12|-vm-1|.+ )<\/name>/),
};
