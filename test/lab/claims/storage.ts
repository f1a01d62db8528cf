import { type Claims, kept, notStarted, refused, starts } from './claim.ts';

export const storageClaims: Claims = {
  'disk-options-without-virtio': (name) => {
    if (name === 'queue-size')
      return {
        ...kept(/<driver [^>]*queue_size='512'/),
        start: 'starts',
        withholds: /queue-size|"num-queues"/,
      };
    if (name === 'iothread') return refused(/IOThreads not available for bus sata/);
    return refused(
      /only supported by virtio-blk|only supported for virtio devices|supported only for virtio bus/,
    );
  },
  'unsupported-by-disk-bus': (name) =>
    ({
      wwn: refused(/Only ide and scsi disk support wwn/),
      'wwn-on-sata': refused(/Only ide and scsi disk support wwn/),
      vendor: refused(/Only scsi disk supports vendor and product/),
      product: refused(/Only scsi disk supports vendor and product/),
      removable: refused(/removable is only valid for usb disks/),
      'rotation-rate': refused(/rotation rate is only valid for SCSI\/IDE\/SATA bus/),
      readonly: refused(/readonly sata disks are not supported/),
    })[name] ?? refused(/readonly ide disks are not supported/),
  'disk-queue-size-out-of-range': () => notStarted(/invalid queue-size property|connecting to monitor/),
  'storage-queues-out-of-range': () => notStarted(/./),
  'storage-queues-exceed-vcpus': () => ({ ...starts, passes: /"num[-_]queues":(8|16)/ }),
  'unknown-iothread': () => refused(/iothread '\d' not defined in iothreadid/),
  'iothreads-unused': () => ({ ...starts, passes: /"iothread4"/, withholds: /"iothread":/ }),
  'native-io-with-host-cache': () =>
    refused(/io='native' needs either no disk cache or directsync cache mode/),
  'disk-format-mismatch': () => ({
    ...kept(/<driver name='qemu' type='raw'/),
    start: 'starts',
    passes: /"driver":"raw"/,
    withholds: /"driver":"qcow2"/,
  }),
  'scsi-controller-guessed': () => ({ ...starts, passes: /"driver":"lsi"/ }),
  'controller-options-without-virtio-scsi': () => refused(/only supported (by|for) virtio.scsi controller/),
  'virtiofs-queue-size': () => notStarted(/queue-size property must be|connecting to monitor/),
  'virtiofs-unsupported': () =>
    refused(
      /virtiofs (only supports passthrough accessmode|does not support multidevs|does not yet support read-only)/,
    ),
  'filesystem-tag-too-long': () => notStarted(/mount.?tag|tag property|connecting to monitor/i),
};
