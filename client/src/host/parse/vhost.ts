/** The arguments `countVhostWorkers` reads the output of: every thread of the host, without a header. */
export const listThreads = ['ps', '-eLww', '-o', 'pid=,tid=,comm=,args='] as const;

/**
 * How many vhost workers move packets for one domain; undefined when its QEMU is not in the list.
 *
 * Linux before about 6.4 shows them as kernel threads `vhost-PID`, PID being QEMU's; vendor kernels as two per
 * queue, `vhost-PID-0` and `vhost-PID-1`; later kernels as threads of QEMU itself.
 *
 * @param threads output of `listThreads`; `[vhost-PID]` lines of `ps aux` are understood too
 */
export function countVhostWorkers(threads: string, uuid: string): number | undefined {
  const lines = threads.split('\n');
  const qemu = lines
    .find((line) => line.includes(` -uuid ${uuid} `))
    ?.trim()
    .split(/\s+/)[0];
  return qemu === undefined ? undefined : vhostWorkersOf(lines, qemu);
}

/** @param pid of the QEMU process */
export function vhostWorkersOf(lines: readonly string[], pid: string): number {
  const worker = new RegExp(`^\\s*\\d+\\s+\\d+\\s+vhost-${pid}(-\\d+)?\\s|\\[vhost-${pid}(-\\d+)?\\]\\s*$`);
  return lines.filter((line) => worker.test(line)).length;
}
