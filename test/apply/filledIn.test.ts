import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesBetween } from '../../client/src/apply/changes.ts';
import { corpus, libvirtOutputs } from '../relaxng/libxml2.ts';

/** Domains in which libvirt changes more than it fills in, or fills in what nobody would miss to be told. */
const saysMore = [
  'boot-menu-disable-with-timeout', // drops the timeout
  'console-compat2',
  'cpu-empty',
  'cputune-iothreadsched', // takes lists apart
  'hostdev-scsi-lsi',
  'hostdev-vfio-zpci-autogenerate-fids', // a panic device, on s390
  'hostdev-vfio-zpci-ccw-memballoon',
  'mach-virt-serial-pci',
  'memtune-unlimited', // drops it
  'net-many-models', // takes ViRtIo for virtio
  'net-vdpa', // virtio is the only model
  'numad-auto-memory-vcpu-no-cpuset-and-placement',
  'numatune-distances', // completes the matrix
  'pcihole64-gib', // counts in KiB
  's390-panic-missing',
  'seclabel-none',
  'shmem', // a size and interrupts
  'shmem-plain-doorbell',
  'tap-vhost-incorrect', // drops them
];

const inputs = new Map(
  corpus().flatMap(({ file, text }) => {
    const [, name] = /^qemuxml(?:2argv|conf)data__(.*)\.xml$/.exec(file) ?? [];
    return name === undefined ? [] : [[name, text] as const];
  }),
);
const pairs = libvirtOutputs().flatMap(({ file, text }) => {
  const [, name = ''] = /__(.*?)(?:\.x86_64-latest|-latest)?\.xml$/.exec(file) ?? [];
  const input = inputs.get(name);
  return input === undefined ? [] : [{ name, input, output: text }];
});

test('what libvirt has filled in is no change, in what it printed of real documents', {
  skip: pairs.length > 0 ? false : 'needs the corpus beside the checkout',
}, () => {
  const differing = pairs.filter(({ input, output }) => changesBetween(output, input).length > 0);
  assert.deepEqual(differing.map(({ name }) => name).sort(), saysMore);
  assert.ok(pairs.length >= 100, `${pairs.length} pairs`);
});
