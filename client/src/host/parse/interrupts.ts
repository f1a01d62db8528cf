/** The queues of one virtio device, as its lines in /proc/interrupts show them. */
export interface QueueInterrupts {
  /** Queue numbers that have an input line. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Whether queues share a line, which happens when the guest has too few interrupt vectors. */
  readonly shared: boolean;
}

/** By number of the CPU. */
export type CpuCounts = Readonly<Record<number, number>>;

/** The interrupt of one direction of one queue. */
export interface QueueInterrupt {
  readonly irq: number;
  readonly direction: 'input' | 'output';
  readonly queue: number;
  /** How often it fired since boot. */
  readonly counts: CpuCounts;
}

/**
 * Reads /proc/interrupts of any kernel: whatever stands between (counts, the chip, `IR-`, a vector number), a line
 * ends in who handles it.
 *
 * @param device the virtio device's name in the guest, `virtio0`
 */
export function queueInterrupts(text: string, device: string): QueueInterrupts {
  const lines = queueInterruptLines(text, device);
  const queues = (direction: QueueInterrupt['direction']) =>
    lines.filter((line) => line.direction === direction).map(({ queue }) => queue);
  return {
    inputs: queues('input'),
    outputs: queues('output'),
    shared: text
      .split('\n')
      .flatMap(handlersOf)
      .some((handler) => handler === device || handler === `${device}-virtqueues`),
  };
}

/** The same line by line, with counts; a header names the CPUs, of which some may be offline. */
export function queueInterruptLines(text: string, device: string): QueueInterrupt[] {
  const lines = text.split('\n');
  const cpus = cpusIn(lines[0] ?? '');
  return lines.flatMap((line) => {
    const irq = /^\s*(\d+):/.exec(line)?.[1];
    const numbers = countsIn(line, cpus);
    return handlersOf(line).flatMap((handler) => {
      const [, owner, direction, queue] = /^(.+)-(input|output)\.(\d+)$/.exec(handler) ?? [];
      if (irq === undefined || owner !== device) return [];
      return [
        {
          irq: Number(irq),
          direction: direction as QueueInterrupt['direction'],
          queue: Number(queue),
          counts: numbers,
        },
      ];
    });
  });
}

/** One line of /proc/softirqs, such as `NET_RX`, by number of the CPU; empty when there is none. */
export function softirqCounts(text: string, name: string): CpuCounts {
  const [header = '', ...lines] = text.split('\n');
  const line = lines.find((each) => each.trim().startsWith(`${name}:`));
  return line === undefined ? {} : countsIn(line, cpusIn(header));
}

/** The header of /proc/interrupts and /proc/softirqs: `CPU0 CPU2`. */
function cpusIn(header: string): number[] {
  return [...header.matchAll(/CPU(\d+)/g)].map(([, cpu]) => Number(cpu));
}

function countsIn(line: string, cpus: readonly number[]): CpuCounts {
  const numbers = line
    .slice(line.indexOf(':') + 1)
    .trim()
    .split(/\s+/);
  return Object.fromEntries(cpus.map((cpu, index) => [cpu, Number(numbers[index]) || 0]));
}

/** A line's last word, and before it all that commas join to it: `virtio8, virtio9`. */
function handlersOf(line: string): string[] {
  const words = line.trim().split(/\s+/);
  const first = words.findLastIndex((word, index) => index < words.length - 1 && !word.endsWith(',')) + 1;
  return words.slice(first).map((word) => word.replace(/,$/, ''));
}
