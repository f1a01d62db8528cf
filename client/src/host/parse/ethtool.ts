/** One side of `ethtool -l`; undefined where the driver has no such channels (`n/a`). */
export interface Channels {
  readonly rx: number | undefined;
  readonly tx: number | undefined;
  readonly other: number | undefined;
  readonly combined: number | undefined;
}

export interface ChannelReport {
  readonly maximum: Channels;
  readonly current: Channels;
}

/**
 * `ethtool -l DEV`: two sections of `Name: number`. Undefined when the text is something else.
 *
 * Absent values print `0` (ioctl, before ethtool 5.8) or `n/a` (netlink).
 */
export function parseChannels(output: string): ChannelReport | undefined {
  const sections = /Pre-set maximums:([\s\S]*?)Current hardware settings:([\s\S]*)/.exec(output);
  if (!sections) return undefined;
  return { maximum: parseSection(sections[1] ?? ''), current: parseSection(sections[2] ?? '') };
}

export type ChannelRefusal =
  /** The driver has no channels to set: not virtio-net, or an old driver. */
  | 'not-supported'
  /** Above the maximum, or XDP is loaded: the old message says the same for both. */
  | 'above-maximum'
  | 'none-left'
  /** The RSS table or flow rules still point at a queue that would go. */
  | 'in-use'
  | 'no-such-device'
  | 'not-permitted'
  | 'other';

/** Why `ethtool -l` or `-L` failed; undefined when it only found nothing to change. */
export function parseRefusal(stderr: string): ChannelRefusal | undefined {
  if (/no channel parameters changed/i.test(stderr)) return undefined;
  return refusals.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'other';
}

const refusals: readonly (readonly [RegExp, ChannelRefusal])[] = [
  [/no device matches name|No such device/i, 'no-such-device'],
  [/Operation not supported/i, 'not-supported'],
  [/no RX or TX channel/i, 'none-left'],
  [/indirection table|ntuple/i, 'in-use'],
  [/exceeds maximum|Invalid argument/i, 'above-maximum'],
  [/Operation not permitted/i, 'not-permitted'],
];

/** The table by which a network card chooses the queue of a received packet. */
export type RssReport =
  /** virtio-net has it only with `<driver rss='on'>`. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'table'; readonly size: number; readonly queues: readonly number[] };

/** `ethtool -x DEV`, which says "Operation not supported" in the middle of an output that succeeds. */
export function parseRss(output: string): RssReport | undefined {
  const [, rest] = /^RX flow hash indirection table for [^\n]*\n([\s\S]*)/m.exec(output) ?? [];
  if (rest === undefined) return /not supported/i.test(output) ? { kind: 'unsupported' } : undefined;
  const entries = [...rest.matchAll(/^\s*\d+:((?:\s+\d+)+)\s*$/gm)].flatMap(([, row = '']) =>
    row.trim().split(/\s+/).map(Number),
  );
  if (entries.length === 0) return { kind: 'unsupported' };
  return { kind: 'table', size: entries.length, queues: [...new Set(entries)].sort((a, b) => a - b) };
}

function parseSection(text: string): Channels {
  const value = (name: string) => number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1]);
  return { rx: value('RX'), tx: value('TX'), other: value('Other'), combined: value('Combined') };
}

function number(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
