import type { HostKnowledge } from './libvirt/host.ts';
import type { QueueSettings } from './libvirt/multiQueue.ts';
import type { RuleSettings } from './rules/check.ts';
import type { Schema } from './schema/schema.ts';

export interface Settings {
  readonly rules: RuleSettings;
  readonly queues: QueueSettings;
  /** Which kinds of inlay hints are shown. */
  readonly inlayHints: Readonly<Record<InlayHintKind, boolean>>;
  /** What documents are held against. Undefined: rules only. */
  readonly schema?: Schema;
  /** Our own grammar, for its documentation, which no other schema has; read when first asked for. */
  readonly builtIn?: () => Schema;
  /** The host that documents are meant for, where one was asked. */
  readonly host?: HostKnowledge | undefined;
}

/** Sizes in human units; the vCPU count beside queues. */
export type InlayHintKind = 'memory' | 'queues';

export const defaultSettings: Settings = {
  rules: {},
  queues: { max: 8, policy: 'match-vcpus' },
  inlayHints: { memory: true, queues: true },
};

/** QEMU gives a device 1024 virtqueues; a network card takes two for each queue pair, and one for control. */
const mostQueues = 511;

const severities = new Set(['error', 'warning', 'information', 'hint', 'off']);

/**
 * Settings from what an editor or a configuration file gave: `{ "queues": { "max", "policy" }, "rules": { ID:
 * SEVERITY }, "inlayHints": { "memory", "queues" } }`. What is missing or unusable is as in `base`; `complain` hears of what is unusable.
 */
export function readSettings(
  given: unknown,
  complain: (setting: string) => void = () => {},
  base: Settings = defaultSettings,
): Settings {
  const { rules, queues, inlayHints } = fields(given);
  const { max, policy } = fields(queues);
  const hints = fields(inlayHints);
  return {
    rules: {
      ...base.rules,
      ...(Object.fromEntries(
        Object.entries(fields(rules)).filter(([id, severity]) => {
          const isUsable = severities.has(String(severity));
          if (!isUsable) complain(`rules.${id}`);
          return isUsable;
        }),
      ) as RuleSettings),
    },
    queues: {
      max: pick(max, isQueueCount, base.queues.max, () => complain('queues.max')),
      policy: pick(policy, isPolicy, base.queues.policy, () => complain('queues.policy')),
    },
    inlayHints: {
      memory: pick(hints.memory, isBoolean, base.inlayHints.memory, () => complain('inlayHints.memory')),
      queues: pick(hints.queues, isBoolean, base.inlayHints.queues, () => complain('inlayHints.queues')),
    },
  };
}

/** The settings for documents that are meant for this host: its own limit takes the place of the setting's. */
export function forHost(settings: Settings, host: HostKnowledge | undefined): Settings {
  if (host?.tapQueues === undefined) return { ...settings, host };
  const { limit, kernel } = host.tapQueues;
  return {
    ...settings,
    host,
    queues: { ...settings.queues, max: limit, limitOf: { host: host.name, kernel } },
  };
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function pick<T>(
  value: unknown,
  isUsable: (value: unknown) => value is T,
  otherwise: T,
  complain: () => void,
): T {
  if (isUsable(value)) return value;
  if (value !== undefined && value !== null) complain();
  return otherwise;
}

function isQueueCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= mostQueues;
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isPolicy(value: unknown): value is QueueSettings['policy'] {
  return value === 'match-vcpus' || value === 'at-most-4' || isQueueCount(value);
}
