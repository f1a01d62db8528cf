/** The queues of one virtio device, as its lines in /proc/interrupts show them. */
export interface QueueInterrupts {
  /** Queue numbers that have an input line. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Whether queues share a line, which happens when the guest has too few interrupt vectors. */
  readonly shared: boolean;
}

/**
 * Reads /proc/interrupts of any kernel: whatever stands between (counts, the chip, `IR-`, a vector number), a line
 * ends in who handles it.
 *
 * @param device the virtio device's name in the guest, `virtio0`
 */
export function queueInterrupts(text: string, device: string): QueueInterrupts {
  const handlers = text.split('\n').flatMap(handlersOf);
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

/** A line's last word, and before it all that commas join to it: `virtio8, virtio9`. */
function handlersOf(line: string): string[] {
  const words = line.trim().split(/\s+/);
  const first = words.findLastIndex((word, index) => index < words.length - 1 && !word.endsWith(',')) + 1;
  return words.slice(first).map((word) => word.replace(/,$/, ''));
}
