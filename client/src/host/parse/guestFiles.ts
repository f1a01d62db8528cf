/** What shows a guest's queues: a program for its shell, without parameters, that prints `PATH:LINE` for every line. */
export const readGuestFiles = [
  'sh',
  '-c',
  'grep -H . /proc/interrupts /proc/softirqs /proc/sys/net/core/rps_sock_flow_entries /sys/class/net/*/queues/*/* /proc/irq/*/smp_affinity_list /proc/[0-9]*/comm 2>/dev/null; true',
] as const;

/** The text of each file by its path, as `readGuestFiles` printed them. */
export function parseGuestFiles(output: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [, path = '', line = ''] of output.matchAll(/^(\/[^:]*):(.*)$/gm)) {
    const before = files.get(path);
    files.set(path, before === undefined ? line : `${before}\n${line}`);
  }
  return files;
}

/** A list of CPUs as the kernel writes it: `0-2,5`. */
export function parseCpuList(text: string): number[] {
  return text
    .trim()
    .split(',')
    .flatMap((range) => {
      const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
      if (first === undefined) return [];
      const count = Number(last ?? first) - Number(first) + 1;
      return Array.from(
        { length: Math.min(Math.max(count, 0), mostCpus) },
        (_, index) => Number(first) + index,
      );
    });
}

/** A mask of CPUs as sysfs writes it: hexadecimal, a comma after every 32 bits. */
export function parseCpuMask(text: string): number[] {
  const digits = text.trim().replaceAll(',', '');
  if (!/^[\da-f]+$/i.test(digits)) return [];
  return [...digits].reverse().flatMap((digit, index) => {
    const bits = Number.parseInt(digit, 16);
    return [0, 1, 2, 3].filter((bit) => bits & (1 << bit)).map((bit) => index * 4 + bit);
  });
}

/** The kernel's own bound. */
const mostCpus = 8192;
