import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { HostKnowledge } from '../../../server/src/libvirt/host.ts';
import { type Change, changesBetween } from './changes.ts';
import { type Comparison, compareDomains } from './compare.ts';
import { type CheckedDocument, hasAgentChannel, textToSend } from './document.ts';
import { canShutDown, type DomainForms, type HostFacts, type KnownDomain } from './facts.ts';
import { hostWarnings } from './hostWarnings.ts';
import { type Mode, restarts, storesDocument } from './mode.ts';
import { canTrySsh, type GuestWay } from './reachGuest.ts';
import { warningsOf } from './warnings.ts';

export type PlanStep = 'backup' | 'shutdown' | 'force-off' | 'create' | 'define' | 'start' | 'guest';

/** What is going to happen, as data, decided before anything is touched. */
export interface Plan {
  readonly mode: Mode;
  readonly place: string;
  readonly name: string;
  /** The uuid the domain has or will have: the document's, else the host's, else a new one. */
  readonly uuid: string;
  /** What is sent to libvirt. */
  readonly xml: string;
  readonly known: KnownDomain | undefined;
  readonly steps: readonly PlanStep[];
  readonly warnings: readonly string[];
  /** From what the plan replaces. */
  readonly comparison: Comparison;
  /** From what is stored and from what runs, one by one; undefined where there is none. */
  readonly changes: {
    readonly stored: readonly Change[] | undefined;
    readonly live: readonly Change[] | undefined;
  };
}

/** Why nothing can be done, and what to do about it. */
export interface Refusal {
  readonly refused: string;
}

/** What a plan may know beyond what the host has of the domain. */
export interface PlanContext {
  readonly way?: GuestWay | undefined;
  readonly host?: HostKnowledge | undefined;
}

export function planApply(
  document: CheckedDocument,
  facts: HostFacts,
  mode: Mode,
  { way, host }: PlanContext = {},
): Plan | Refusal {
  const { known, place } = facts;
  const refused = refusal(document, facts, mode);
  if (refused !== undefined) return { refused };
  const entersGuest = hasAgentChannel(document) || canTrySsh(way);
  const uuid = document.uuid ?? known?.uuid ?? randomUUID();
  const { live, stored }: Partial<DomainForms> = known?.forms ?? {};
  const xml = textToSend(document, uuid);
  const comparison = compareDomains(storesDocument(mode) ? (stored ?? live) : (live ?? stored), xml);
  return {
    mode,
    place,
    name: document.name,
    uuid,
    xml,
    known,
    steps: stepsFor(known, mode, entersGuest),
    warnings: [
      ...(host && mode !== 'guest-only' ? hostWarnings(document, host) : []),
      ...warningsOf(document, facts, mode, comparison, entersGuest),
    ],
    comparison,
    changes: {
      stored: stored === undefined ? undefined : changesBetween(stored, xml),
      live: live === undefined ? undefined : changesBetween(live, xml),
    },
  };
}

function refusal(document: CheckedDocument, { known, nameTaken }: HostFacts, mode: Mode): string | undefined {
  if (mode === 'guest-only' && !known?.isActive) {
    return l10n.t('"{0}" does not run: there is no guest to set queues in.', document.name);
  }
  if (known && document.uuid !== undefined && document.uuid !== known.uuid) {
    return l10n.t(
      'The host has a domain "{0}" with uuid {1}; the document says {2}. libvirt would refuse it. Use the host\'s uuid, take <uuid> out, or give the document another name.',
      known.name,
      known.uuid,
      document.uuid,
    );
  }
  if (known && known.name !== document.name) {
    return l10n.t(
      'On the host the uuid {0} belongs to "{1}", not to "{2}". libvirt would refuse it. Take <uuid> out of the document, or rename one of the two.',
      known.uuid,
      known.name,
      document.name,
    );
  }
  if (nameTaken) {
    return l10n.t('Another domain on the host is named "{0}" already.', document.name);
  }
  if (known?.managedSave && restarts(mode)) {
    return l10n.t(
      'The memory of "{0}" is saved on disk (managed save): the next start would resume it over disks that have moved on. Resume it with "virsh start {1}", or drop the saved memory with "virsh managedsave-remove {1}".',
      known.name,
      known.uuid,
    );
  }
  return undefined;
}

function stepsFor(known: KnownDomain | undefined, mode: Mode, entersGuest: boolean): PlanStep[] {
  if (mode === 'guest-only') return ['guest'];
  const steps: PlanStep[] = known ? ['backup'] : [];
  // Storing comes first: what libvirt refuses then costs no downtime.
  if (storesDocument(mode)) steps.push('define');
  if (!restarts(mode)) return steps;
  if (known?.isActive) steps.push(canShutDown(known) ? 'shutdown' : 'force-off');
  steps.push(mode === 'persist' ? 'start' : 'create');
  if (entersGuest) steps.push('guest');
  return steps;
}
