import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { meaningOf } from '../../client/src/apply/explain.ts';

/** Messages recorded from libvirt 9.0.0, and a word that the explanation of just this one has. */
const messages: Record<string, RegExp> = {
  'Unable to create tap device vnet0: Argument list too long': /256/,
  'Unable to create tap device tap3: Invalid argument': /multi_queue/,
  'cannot open macvtap tap device /dev/tap225: Device or resource busy': /macvtap/,
  "operation failed: domain 'vm-1' already exists with uuid 0c000000-0000-4000-8000-000000000001":
    /two different/,
  "operation failed: domain 'vm-1' is already defined with uuid 0c000000-0000-4000-8000-000000000001":
    /two different/,
  "Requested operation is not valid: domain 'vm-1' is already active": /in the meantime/,
  'unsupported configuration: interface 52:54:00:0c:00:01 - multiqueue is not supported for network interfaces of type user':
    /take queues out/,
  'XML document failed to validate against schema: Unable to validate doc against /usr/share/libvirt/schemas/domain.rng\nExtra element devices in interleave\nElement domain failed to validate content':
    /misspelt/,
  "Requested operation is not valid: network 'default' is not active": /net-start/,
  "Network not found: no network with matching name 'nope'": /net-list/,
  "Cannot get interface MTU on 'nobr9': No such device": /bridge/,
  'Unable to get index for interface noeth9: No such device': /<source dev/,
  'Requested operation is not valid: The tap2 interface already exists': /managed='no'/,
  "Network interface name 'tap7890123456789' is too long: Numerical result out of range": /15 characters/,
  "Failed to connect socket to '/var/run/libvirt/libvirt-sock': Permission denied": /group libvirt/,
  "Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory": /libvirtd/,
  'End of file while reading data: Input/output error': /libvirtd/,
  "internal error: unexpected qemu URI path '/nope', try qemu:///system": /URI/,
  "failed to get domain 'vm-1'": /any more/,
  "Domain not found: no domain with matching uuid 'x' (vm-1)": /any more/,
  "Cannot access storage file '/root/disk.qcow2': Permission denied": /user of its own/,
  "Cannot access storage file '/nope.qcow2': No such file or directory": /does not exist/,
  "internal error: qemu unexpectedly closed the monitor: cannot set up guest memory 'pc.ram': Cannot allocate memory":
    /free memory/,
};

describe('what libvirt says is explained', () => {
  for (const [message, pattern] of Object.entries(messages)) {
    test(message, () => assert.match(meaningOf(message) ?? '', pattern));
  }

  test('and what nobody knows is left as it is', () => assert.equal(meaningOf('something new'), undefined));
});
