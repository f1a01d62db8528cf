import * as l10n from '@vscode/l10n';
import { type Comparison, compareDomains } from './compare.ts';
import { type CheckedDocument, hasAgentChannel, textToSend } from './document.ts';
import type { HostFacts, KnownDomain } from './facts.ts';

/** `create` runs the document once; `define` stores it and starts it. */
export type Mode = 'create' | 'define';

export type Step = 'backup' | 'shutdown' | 'force-off' | 'create' | 'define' | 'start' | 'guest';

/** What is going to happen, as data, decided before anything is touched. */
export interface Plan {
  readonly mode: Mode;
  readonly place: string;
  readonly name: string;
  /** The uuid the domain has or will have; undefined when libvirt is to choose one. */
  readonly uuid: string | undefined;
  /** What is sent to libvirt. */
  readonly xml: string;
  readonly known: KnownDomain | undefined;
  readonly steps: readonly Step[];
  readonly warnings: readonly string[];
  readonly comparison: Comparison;
}

/** Why nothing can be done, and what to do about it. */
export interface Refusal {
  readonly refused: string;
}

export function planApply(document: CheckedDocument, facts: HostFacts, mode: Mode): Plan | Refusal {
  const { known, place } = facts;
  const refused = refusal(document, facts);
  if (refused !== undefined) return { refused };
  const uuid = document.uuid ?? known?.uuid;
  const replaced = mode === 'create' ? (known?.forms.live ?? known?.forms.stored) : known?.forms.stored;
  const xml = textToSend(document, uuid);
  const comparison = compareDomains(replaced ?? known?.forms.live, xml);
  return {
    mode,
    place,
    name: document.name,
    uuid,
    xml,
    known,
    steps: stepsFor(document, known, mode),
    warnings: [...warnings(document, known, mode, comparison)],
    comparison,
  };
}

function refusal(document: CheckedDocument, { known, nameTaken }: HostFacts): string | undefined {
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
  if (known?.managedSave) {
    return l10n.t(
      'The memory of "{0}" is saved on disk (managed save): the next start would resume it over disks that have moved on. Resume it with "virsh start {1}", or drop the saved memory with "virsh managedsave-remove {1}".',
      known.name,
      known.uuid,
    );
  }
  return undefined;
}

function stepsFor(document: CheckedDocument, known: KnownDomain | undefined, mode: Mode): Step[] {
  const steps: Step[] = known ? ['backup'] : [];
  // Storing comes first: what libvirt refuses then costs no downtime.
  if (mode === 'define') steps.push('define');
  if (known?.isActive) steps.push(canShutDown(known) ? 'shutdown' : 'force-off');
  steps.push(mode === 'define' ? 'start' : 'create');
  if (hasAgentChannel(document)) steps.push('guest');
  return steps;
}

/** Whether the guest runs, and so can hear the request. */
export function canShutDown({ state }: KnownDomain): boolean {
  return state === 'running' || state === 'idle' || state === 'in shutdown';
}

function* warnings(
  document: CheckedDocument,
  known: KnownDomain | undefined,
  mode: Mode,
  comparison: Comparison,
): Generator<string> {
  if (known?.isActive && canShutDown(known)) {
    yield l10n.t('"{0}" is running and will be shut down; it is away until it has booted again.', known.name);
  }
  if (known?.isActive && !canShutDown(known)) {
    yield l10n.t(
      '"{0}" is {1} and cannot shut down by itself: you will be asked whether to turn it off by force.',
      known.name,
      known.state,
    );
  }
  if (known && comparison.patch === '') yield l10n.t('The host already has just this.');
  if (mode === 'create' && known?.persistent) {
    yield l10n.t(
      'The stored definition stays as it is: the next "virsh start" brings back the old settings.',
    );
  }
  if (mode === 'create' && !known?.persistent) {
    yield l10n.t('The domain is transient: after it stops, libvirt forgets it.');
  }
  if (known && document.uuid === undefined) {
    yield l10n.t("The document has no <uuid>; the host's {0} is used.", known.uuid);
  }
  yield* deviceWarnings(document, known);
  if (!hasAgentChannel(document)) {
    yield l10n.t(
      'The document has no guest agent channel: the queues inside the guest cannot be set or read from here.',
    );
  }
}

function* deviceWarnings(document: CheckedDocument, known: KnownDomain | undefined): Generator<string> {
  if (!known) return;
  const withoutMac = document.domain.interfaces.filter(({ mac }) => mac === undefined).length;
  if (withoutMac > 0) {
    yield l10n.t(
      'Interfaces without <mac> in the document: {0}. libvirt gives them new addresses.',
      withoutMac,
    );
  }
  if (
    hasGraphicsPassword(known.forms.live ?? known.forms.stored ?? '') &&
    !hasGraphicsPassword(document.text)
  ) {
    yield l10n.t(
      'The host has a password on the graphics of this domain and the document has none: after this it opens without one.',
    );
  }
}

function hasGraphicsPassword(xml: string): boolean {
  return /<graphics\b[^>]*\spasswd\s*=/.test(xml);
}
