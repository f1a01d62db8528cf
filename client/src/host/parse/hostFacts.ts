export interface HostFacts {
  /** As `uname -r` prints it. */
  readonly kernel: string;
  readonly hasVhostNet: boolean;
  /** Bridges of the kernel; Open vSwitch keeps its own to itself. */
  readonly bridges: readonly string[];
}

/** The kernel's release, then paths that exist, one a line; undefined when it is something else. */
export function parseHostFacts(output: string): HostFacts | undefined {
  const [kernel = '', ...paths] = output.trim().split('\n');
  if (!/^\d+\.\d+/.test(kernel)) return undefined;
  return {
    kernel,
    hasVhostNet: paths.includes('/dev/vhost-net'),
    bridges: paths.flatMap((path) => /^\/sys\/class\/net\/([^/]+)\/bridge$/.exec(path)?.[1] ?? []),
  };
}
