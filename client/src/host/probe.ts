import { type HostKnowledge, tapQueueLimit } from '../../../server/src/libvirt/host.ts';
import { ExecError } from './exec.ts';
import { parseCapabilities, parseCpuModels, parseNames } from './parse/capabilities.ts';
import { parseHostFacts } from './parse/hostFacts.ts';
import { type Virsh, VirshError } from './virsh.ts';

/** What a host said of itself. */
export interface ProbedHost extends HostKnowledge {
  /** As libvirt writes it: `QEMU 7.2.22`. */
  readonly hypervisor: string | undefined;
}

/** In one command, since each one over ssh takes its time: the kernel's release, then those of these files that exist. */
const hostFacts = [
  'sh',
  '-c',
  'uname -r; for file in /dev/vhost-net /sys/class/net/*/bridge; do [ ! -e "$file" ] || echo "$file"; done',
];

/**
 * Asks a host what documents and plans have to reckon with. What it does not say stays unknown.
 *
 * @param name how a person calls the host
 * @throws ExecError and VirshError when libvirt cannot be asked at all
 */
export async function probeHost(virsh: Virsh, name: string, signal?: AbortSignal): Promise<ProbedHost> {
  // By itself and first: the others then find a connection to share.
  const version = await virsh.version(signal);
  const [capabilities, cpuModels, networks, pools, facts] = await Promise.all([
    ifAnswered(virsh.capabilities(signal).then(parseCapabilities)),
    ifAnswered(virsh.domainCapabilities(signal).then(parseCpuModels)),
    ifAnswered(virsh.networks(signal).then(parseNames)),
    ifAnswered(virsh.pools(signal).then(parseNames)),
    ifAnswered(virsh.exec.run(hostFacts, { signal }).then(({ stdout }) => parseHostFacts(stdout))),
  ]);
  const limit = facts && tapQueueLimit(facts.kernel);
  return {
    name,
    libvirtVersion: version.libvirt || undefined,
    hypervisor: version.hypervisor || undefined,
    hasKvm: capabilities?.hasKvm,
    hasVhostNet: facts?.hasVhostNet,
    networks,
    bridges: facts?.bridges,
    pools: pools ?? [],
    machineTypes: capabilities?.machineTypes ?? {},
    cpuModels: cpuModels ?? [],
    tapQueues: facts && limit !== undefined ? { limit, kernel: facts.kernel } : undefined,
  };
}

/** Not every driver knows every question: libvirt's test driver has no capabilities of a domain. */
async function ifAnswered<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    const isAnswerMissing =
      error instanceof VirshError || (error instanceof ExecError && error.failure === 'not-found');
    if (isAnswerMissing) return undefined;
    throw error;
  }
}
