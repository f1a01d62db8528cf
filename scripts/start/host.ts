import { guestImageForExamples } from '../../test/lab/guest.ts';
import { acquireLibvirt } from '../../test/lab/libvirtd.ts';
import { virsh } from '../../test/lab/virsh.ts';
import { ensurePackages, isRoot } from '../setup/apt.ts';
import { CannotRun } from '../setup/cannotRun.ts';
import { libvirtPackages } from '../setup/packages.ts';
import { findProgram } from '../setup/programs.ts';

interface Host {
  /** Takes back what was started. */
  release(): Promise<void>;
}

const nothingToRelease: Host = { release: async () => {} };
/** The uuid in examples/vm-1.xml: what has it is ours to stop. */
const exampleVm = '6f1f3b0e-6c0a-4a51-9d6e-0d2c1b7a4e01';

/** Makes the best host there can be for the examples and says which: real libvirt, its test driver, or none. */
export async function prepareHost(): Promise<Host> {
  try {
    return await realHost();
  } catch (error) {
    if (!(error instanceof CannotRun)) {
      throw error;
    }
    console.log(`  No real VM here: ${error.message}`);
    console.log(
      findProgram('virsh')
        ? '  test-driver.xml can be applied to libvirt\'s test driver ("libvirt test driver" in the list of hosts).'
        : '  Nothing can be applied without virsh; checks and fixes all work.',
    );
    return nothingToRelease;
  }
}

async function realHost(): Promise<Host> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new CannotRun('the example VM is for Linux on x86-64.');
  }
  if (!isRoot) {
    throw new CannotRun('preparing libvirt needs root; run this as root to apply vm-1.xml for real.');
  }
  await ensurePackages(libvirtPackages);
  await guestImageForExamples();
  const libvirt = await acquireLibvirt();
  const network = await defaultNetwork(libvirt.startedHere);
  if (network !== 'off') {
    console.log('  vm-1.xml can be applied to this machine (qemu:///system).');
  }
  return {
    release: async () => {
      await stopExampleVm();
      if (network === 'started') {
        await virsh(['net-destroy', 'default']);
      }
      await libvirt.release();
    },
  };
}

/** Starts the network that vm-1.xml uses, unless this is somebody's libvirt: there it is theirs to start. */
async function defaultNetwork(libvirtIsOurs: boolean): Promise<'on' | 'started' | 'off'> {
  if ((await names('net-list')).includes('default')) {
    return 'on';
  }
  const others = (await names('list', '--all')).filter((name) => name !== 'vm-1');
  if (!libvirtIsOurs && others.length > 0) {
    console.log(
      "  vm-1.xml needs libvirt's network 'default', which is off. To start it: virsh net-start default",
    );
    return 'off';
  }
  const { code, stderr } = await virsh(['net-start', 'default']);
  if (code !== 0) {
    console.log(`  vm-1.xml needs libvirt's network 'default', which does not start: ${stderr.trim()}`);
    return 'off';
  }
  return 'started';
}

async function stopExampleVm(): Promise<void> {
  if ((await virsh(['domstate', exampleVm])).stdout.trim() === 'running') {
    console.log('Stopping vm-1');
    await virsh(['destroy', exampleVm]);
  }
}

async function names(...command: string[]): Promise<string[]> {
  const { stdout } = await virsh([...command, '--name']);
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
