/** One line of /proc/interrupts that belongs to a device. */
export interface Interrupt {
  /** Its number, or a name such as `LOC`. */
  readonly id: string;
  /** How often each CPU was interrupted, by the CPU's number: offline CPUs leave gaps. */
  readonly counts: ReadonlyMap<number, number>;
  /** Who handles it: the line's last words; several when the line is shared. */
  readonly handlers: readonly string[];
}

/** The queues of one virtio device, as its interrupt lines show them. */
export interface QueueInterrupts {
  /** Queue numbers that have an input line. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Whether queues share a line, which happens when the guest has too few interrupt vectors. */
  readonly shared: boolean;
}

/** /proc/interrupts of any architecture: a header of CPUs, then `id: count… chip… handler`. */
export function parseInterrupts(text: string): Interrupt[] {
  const [header = '', ...lines] = text.split('\n');
  const cpus = [...header.matchAll(/CPU(\d+)/g)].map(([, cpu]) => Number(cpu));
  return lines.flatMap((line) => {
    const [, id, rest = ''] = /^\s*(\S+):(.*)$/.exec(line) ?? [];
    if (id === undefined) return [];
    const words = rest.trim().split(/\s+/);
    const counts = new Map(cpus.map((cpu, index) => [cpu, Number(words[index] ?? 0)]));
    return [{ id, counts, handlers: handlersOf(words.slice(cpus.length)) }];
  });
}

/** @param device the virtio device's name in the guest, `virtio0` */
export function queueInterrupts(interrupts: readonly Interrupt[], device: string): QueueInterrupts {
  const handlers = interrupts.flatMap((interrupt) => interrupt.handlers);
  const queues = (direction: string) =>
    handlers.flatMap((handler) => {
      const [owner, queue] = handler.split(`-${direction}.`);
      return owner === device && queue !== undefined ? [Number(queue)] : [];
    });
  return {
    inputs: queues('input'),
    outputs: queues('output'),
    shared: handlers.some((handler) => handler === device || handler === `${device}-virtqueues`),
  };
}

/** The last word, and before it all that a comma joins to it: `virtio8, virtio9`. */
function handlersOf(words: readonly string[]): string[] {
  let first = words.length - 1;
  while (first > 0 && words[first - 1]?.endsWith(',')) first -= 1;
  return words
    .slice(Math.max(first, 0))
    .map((word) => word.replace(/,$/, ''))
    .filter((word) => word !== '');
}
