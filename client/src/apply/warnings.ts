import * as l10n from '@vscode/l10n';
import type { Comparison } from './compare.ts';
import type { CheckedDocument } from './document.ts';
import { canShutDown, type HostFacts, type KnownDomain } from './facts.ts';
import { type Mode, restarts, storesDocument } from './mode.ts';
import type { Surroundings } from './surroundings.ts';

/** What somebody should know before they say yes, the weightiest first. */
export function* warningsOf(
  document: CheckedDocument,
  { known, surroundings }: HostFacts,
  mode: Mode,
  comparison: Comparison,
  entersGuest: boolean,
): Generator<string> {
  if (known?.isActive && restarts(mode)) yield* downtime(known, surroundings);
  if (mode !== 'guest-only') {
    yield* lifetime(known, mode, comparison);
    yield* identity(document, known);
    yield* neighbourWarnings(document, surroundings);
    yield* graphics(document, known);
    if (surroundings.snapshots > 0) yield snapshots(surroundings.snapshots);
  }
  if (!entersGuest && mode !== 'define-only') {
    yield l10n.t(
      'The document has no guest agent channel: the queues inside the guest cannot be set or read from here.',
    );
  }
}

function* downtime(known: KnownDomain, { sshPath, nics }: Surroundings): Generator<string> {
  if (sshPath && nics.some(({ device, mac }) => device === sshPath.device || mac === sshPath.mac)) {
    yield l10n.t(
      'Your own ssh connection runs through this VM: it breaks when the VM goes down. Reach the host by another way, or be ready to roll back from the host itself.',
    );
  }
  if (!canShutDown(known)) {
    yield l10n.t(
      '"{0}" is {1} and cannot shut down by itself: you will be asked whether to turn it off by force.',
      known.name,
      known.state,
    );
    return;
  }
  yield l10n.t('"{0}" is running and will be shut down; it is away until it has booted again.', known.name);
  if (!canHear(known.forms.live ?? '')) {
    yield l10n.t(
      'The running "{0}" has neither ACPI nor a guest agent: it cannot hear a request to shut down, and you will be asked about force.',
      known.name,
    );
  }
}

/** By ACPI, or by an agent that may be listening. */
function canHear(live: string): boolean {
  return /<acpi\s*\/>/.test(live) || /name=(['"])org\.qemu\.guest_agent\.0\1/.test(live);
}

function* lifetime(known: KnownDomain | undefined, mode: Mode, comparison: Comparison): Generator<string> {
  if (known && comparison.patch === '') yield l10n.t('The host already has just this.');
  if (mode === 'try-once') {
    if (!known?.persistent) {
      yield l10n.t('The domain is transient: after it stops, libvirt forgets it.');
    } else {
      yield l10n.t(
        'The stored definition stays as it is: the next "virsh start" brings back the old settings.',
      );
      if (known.autostart) yield l10n.t('It starts with the host, and then with the old settings.');
    }
  }
  if (storesDocument(mode) && known && !known.persistent) {
    yield l10n.t('The domain is transient now; from then on libvirt keeps it while it is off.');
  }
  if (mode === 'define-only' && known?.isActive) {
    yield l10n.t('What runs now is left alone: the document takes effect at the next start.');
  }
  if (mode === 'define-only' && known?.managedSave) {
    yield l10n.t(
      'Its memory is saved on disk (managed save): the next start resumes that, with the settings of then.',
    );
  }
}

function* identity(document: CheckedDocument, known: KnownDomain | undefined): Generator<string> {
  if (!known) return;
  if (document.uuid === undefined) {
    yield l10n.t("The document has no <uuid>; the host's {0} is used.", known.uuid);
  }
  const withoutMac = document.domain.interfaces.filter(({ mac }) => mac === undefined).length;
  if (withoutMac > 0) {
    yield l10n.t(
      'Interfaces without <mac> in the document: {0}. libvirt gives them new addresses.',
      withoutMac,
    );
  }
}

function* neighbourWarnings(document: CheckedDocument, { neighbours }: Surroundings): Generator<string> {
  for (const { mac, targetDevice } of document.domain.interfaces) {
    for (const { name, nics } of neighbours) {
      if (mac !== undefined && nics.some((nic) => nic.mac === mac)) {
        yield l10n.t(
          '"{0}" on the same host has the address {1} too: give one of the two another.',
          name,
          mac,
        );
      }
      if (targetDevice !== undefined && nics.some(({ device }) => device === targetDevice)) {
        yield l10n.t(
          '"{0}" on the same host has the device {1} too: only one of them can run.',
          name,
          targetDevice,
        );
      }
    }
  }
}

function* graphics(document: CheckedDocument, known: KnownDomain | undefined): Generator<string> {
  if (!known) return;
  const { live, stored } = known.forms;
  if (hasGraphicsPassword(live ?? stored ?? '') && !hasGraphicsPassword(document.text)) {
    yield l10n.t(
      'The host has a password on the graphics of this domain and the document has none: after this it opens without one.',
    );
  }
}

function hasGraphicsPassword(xml: string): boolean {
  return /<graphics\b[^>]*\spasswd\s*=/.test(xml);
}

function snapshots(count: number): string {
  return l10n.t(
    'The domain has snapshots: {0}. Reverting to one brings back the settings of its time.',
    count,
  );
}
