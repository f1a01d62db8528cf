/**
 * What is known of the host that documents are meant for, as it was asked. Undefined, or an empty list of what no host is
 * without, where the host did not say.
 */
export interface HostKnowledge {
  /** How a person calls it: the name in the settings, `ssh kvm1`, or "this machine". */
  readonly name: string;
  /** As libvirt writes it: `9.0.0`. */
  readonly libvirtVersion: string | undefined;
  /** Whether libvirt runs `type='kvm'` there. */
  readonly hasKvm?: boolean | undefined;
  readonly hasVhostNet?: boolean | undefined;
  /** Active ones or not. */
  readonly networks: readonly string[] | undefined;
  /** Those of the kernel; Open vSwitch keeps its own to itself. */
  readonly bridges: readonly string[] | undefined;
  readonly pools: readonly string[];
  /** Machine types by architecture: `x86_64` to `pc-q35-7.2`, `q35` …, aliases too. */
  readonly machineTypes: Readonly<Record<string, readonly string[]>>;
  readonly cpuModels: readonly string[];
  /** The most queues that a tap of its kernel takes, with the kernel's release, which that is known from. */
  readonly tapQueues: { readonly limit: number; readonly kernel: string } | undefined;
}

/**
 * The most queues that a tap device of this kernel takes (MAX_TAP_QUEUES in drivers/net/tun.c): several since 3.8, 256
 * since 4.0, which RHEL 7.3 took over into its 3.10.
 *
 * @param release as `uname -r` prints it; undefined for one that cannot be read
 */
export function tapQueueLimit(release: string): number | undefined {
  const [, major, minor, build] = /^(\d+)\.(\d+)(?:\.0-(\d+)\S*\.el7)?/.exec(release) ?? [];
  if (major === undefined) return undefined;
  if (Number(major) >= 4 || Number(build) >= 514) return 256;
  return Number(major) === 3 && Number(minor) >= 8 ? 8 : 1;
}
