import { type Claims, dropped, droppedUnlessValidated, kept, notStarted, refused, starts } from './claim.ts';

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
  'shareable-format': () => refused(/requires use of supported storage format/),
  'tablet-on-ps2': () => refused(/ps2 bus does not support tablet/),
  'duplicate-controller': () => refused(/Multiple 'scsi' controllers|Duplicate USB controllers/),
  'usb-disabled': () => refused(/USB is disabled|USB bus is disabled/),
  'video-conflict': () =>
    refused(/Only one primary video|must be the only video device|only valid as primary video device/),
  'vnc-port-out-of-range': () => notStarted(/vnc port must be in range/),
  'vnc-password-too-long': () => refused(/VNC password is 9 characters long/),
  'listen-mismatch': () => refused(/must match 'address' attribute of first listen element/),
  'duplicate-serial-port': () => refused(/target port '0' already allocated/),
  'bridge-without-source': () => refused(/interface type='bridge' requires a 'source' element/),
};
