import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { defaultSettings, diagnose, openDocument } from '../../server/src/service.ts';

/** Of a thousand documents that libvirt's own tests work with, those in which a rule finds something, and rightly. */
type Findings = Readonly<Record<string, readonly string[]>>;

/** libvirt's tests have them to see that libvirt refuses them. */
const madeToFail: Findings = {
  'boot-order-twice': ['qemuxml2argvdata__boot-dev+order'],
  'character-device-without-source': ['qemuxml2argvdata__serial-unix-missing-source'],
  'cpu-list-unreadable': ['qemuxml2argvdata__numatune-memory-invalid-nodeset'],
  'domain-name-refused': ['genericxml2xmlindata__name-slash-fail'],
  'duplicate-controller': ['qemuxml2argvdata__q35-dmi-bad-address1'],
  'duplicate-disk-target': ['qemuxml2argvdata__disk-same-targets'],
  'listen-mismatch': ['genericxml2xmlindata__graphics-listen-back-compat-mismatch'],
  'pci-root-model': ['qemuxml2argvdata__pci-expander-bus-bad-machine'],
  'ring-size-out-of-range': ['qemuxml2argvdata__net-virtio-rxqueuesize-invalid-size'],
  'tuning-without-thread': ['qemuxml2argvdata__cputune-iothreadsched-toomuch'],
  'uefi-without-acpi': ['qemuxml2argvdata__firmware-manual-efi-noacpi-q35'],
  'unknown-numa-cell': [
    'qemuxml2argvdata__hugepages-numa-nodeset-nonexist',
    'qemuxml2argvdata__numatune-memnode-nocpu',
  ],
};

/** Accepted, and what the rule says of them is so: nobody boots them, so nobody minds. */
const trueOfThem: Findings = {
  'current-memory-without-balloon': [
    'qemuxml2argvdata__cputune-numatune',
    'qemuxml2argvdata__pci-bridge-many-disks',
    'qemuxml2argvdata__tpm-emulator-spapr',
    'qemuxml2xmloutdata__cputune-numatune',
    'qemuxml2xmloutdata__pci-bridge-many-disks',
  ],
  'duplicate-mac': [
    'qemuxml2argvdata__net-many-models',
    'qemuxml2xmloutdata__devices-acpi-index.x86_64-latest',
    'qemuxml2xmloutdata__net-many-models',
  ],
  'graphics-port-dropped': [
    'qemuhotplugtestdomains__qemuhotplug-graphics-spice-listen-network',
    'qemuxml2argvdata__video-device-pciaddr-default',
  ],
  'iothreads-unused': [
    'qemuxml2argvdata__cputune-vcpusched-overlap',
    'qemuxml2argvdata__iothreads-ids-partial',
  ],
  'memory-differs-from-numa': [
    'libxlxml2domconfigdata__vnuma-hvm-legacy-nest',
    'qemuxml2argvdata__disk-vhostuser-numa',
    'qemuxml2argvdata__fd-memory-numa-topology4',
    'qemuxml2argvdata__hugepages-memaccess',
    'qemuxml2argvdata__hugepages-numa-default',
    'qemuxml2argvdata__memfd-memory-numa',
    'qemuxml2argvdata__memory-hotplug-nvdimm-access',
    'qemuxml2argvdata__memory-hotplug-nvdimm-ppc64',
    'qemuxml2argvdata__memory-hotplug-nvdimm-readonly',
    'qemuxml2argvdata__memory-hotplug-nvdimm',
    'qemuxml2argvdata__numatune-distances',
    'qemuxml2argvdata__numatune-hmat',
    'qemuxml2argvdata__sgx-epc',
    'qemuxml2xmloutdata__memory-hotplug-dimm-addr.x86_64-latest',
    'qemuxml2xmloutdata__numatune-distances',
  ],
  'memory-unit-forgotten': ['xml2vmxdata__xml2vmx-ethernet-nat'],
  'multi-queue-available': [
    'qemuhotplugtestdomains__qemuhotplug-base-live+interface-vdpa',
    'qemuxml2argvdata__user-aliases',
  ],
  'numa-cpus-left-over': ['qemuxml2argvdata__numavcpus-topology-mismatch'],
  'queues-exceed-vcpus': [
    'qemuxml2argvdata__net-vhostuser-fail',
    'qemuxml2argvdata__net-vhostuser-multiq',
    'qemuxml2xmloutdata__net-vdpa-multiqueue',
    'qemuxml2xmloutdata__tap-vhost',
  ],
  'queues-on-unsupported-interface': [
    'qemuxml2argvdata__vhost_queues',
    'qemuxml2xmloutdata__interface-driver',
  ],
  'queues-without-virtio-model': ['qemuxml2argvdata__tap-vhost-incorrect'],
  'scsi-controller-guessed': [
    'qemuhotplugtestdomains__qemuhotplug-base-with-scsi-controller-live+disk-scsi-2',
    'qemuxml2argvdata__disk-cache',
    'qemuxml2argvdata__disk-same-targets',
    'qemuxml2argvdata__disk-scsi-device-auto',
  ],
  'storage-queues-exceed-vcpus': ['qemuxml2argvdata__disk-virtio-queues'],
  'tx-ring-size-without-effect': ['qemuxml2xmloutdata__net-virtio-rxtxqueuesize'],
  'unsupported-by-interface-type': ['qemuxml2argvdata__net-vhostuser-fail', 'qemuxml2argvdata__user-aliases'],
  'vhost-user-without-shared-memory': [
    'qemuxml2argvdata__net-vhostuser-fail',
    'qemuxml2argvdata__net-vhostuser-multiq',
    'qemuxml2xmloutdata__net-vhostuser',
  ],
  'vhost-without-kvm': [
    'qemuxml2argvdata__tap-vhost-incorrect',
    'qemuxml2xmloutdata__tap-vhost-incorrect',
    'qemuxml2xmloutdata__tap-vhost',
  ],
  'vhost-without-tap': [
    'qemuxml2argvdata__disk-ioeventfd',
    'qemuxml2argvdata__event_idx',
    'qemuxml2argvdata__vhost_queues',
    'qemuxml2xmloutdata__virtio-lun',
  ],
};

const corpus = path.join(__dirname, '../../../shared/corpus/domain');
const skip = existsSync(corpus) ? false : `there is no corpus of libvirt's own test documents at ${corpus}`;

test("rules say nothing of libvirt's own test documents but what is known to be so", { skip }, () => {
  const found: Record<string, Set<string>> = {};
  for (const file of readdirSync(corpus).sort()) {
    const document = openDocument(readFileSync(path.join(corpus, file), 'utf8'));
    for (const { code } of diagnose(document, defaultSettings)) {
      found[code] ??= new Set();
      found[code].add(path.basename(file, '.xml'));
    }
  }
  const files = Object.entries(found).map(([rule, names]) => [rule, [...names]]);
  assert.deepEqual(Object.fromEntries(files), { ...madeToFail, ...trueOfThem });
});
