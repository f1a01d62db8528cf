import * as l10n from '@vscode/l10n';
import { UsageError } from '../../../server/src/cli/usage.ts';
import { forHost, type Settings } from '../../../server/src/service.ts';
import type { Patience } from '../apply/clock.ts';
import type { Ready, Work, WorkTools } from '../apply/several.ts';
import type { GuestAccess } from '../host/hostEntries.ts';
import { probeHost } from '../host/probe.ts';
import type { TargetAddress } from '../host/target.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { cancelOnSignals, consoleTranscript, forceOffBy } from './console.ts';
import { type GuestValues, guestAccessOf, guestWayOn } from './guestWay.ts';
import { Execs, type PatienceValues, patienceOf } from './options.ts';

export interface ToolValues extends GuestValues, PatienceValues {
  readonly 'force-off'?: boolean;
}

/** What commands work with on hosts, as the options say. What they run there is told on standard error. */
export class Tools {
  readonly signal: AbortSignal;
  readonly #execs = new Execs();
  readonly #access: GuestAccess;
  readonly #patience: Patience;
  readonly #force: boolean;

  /** @throws UsageError */
  constructor(values: ToolValues) {
    this.#access = guestAccessOf(values);
    this.#patience = patienceOf(values);
    this.#force = values['force-off'] ?? false;
    this.signal = cancelOnSignals();
  }

  /** @throws UsageError for what ssh cannot be given */
  readonly for = ({ request: { target } }: Work): WorkTools => this.on(target, '');

  /** The same where others are told of in between. */
  readonly forOneOfSeveral = ({ plan: { name }, place, request: { target } }: Ready): WorkTools =>
    this.on(target, `[${name}, ${place}] `);

  on(target: TargetAddress, prefix = ''): WorkTools {
    const transcript = consoleTranscript(prefix);
    return {
      virsh: new Virsh(transcribed(this.#execs.to(target), transcript), target.uri),
      transcript,
      forceOff: forceOffBy(this.#force, this.signal),
      patience: this.#patience,
      way: guestWayOn(target, this.#access, this.#execs),
      signal: this.signal,
    };
  }

  /** The limits of the host itself; where it cannot be asked, planning tells why. */
  async settingsOn(target: TargetAddress): Promise<(settings: Settings) => Settings> {
    const { virsh } = this.on(target);
    try {
      const host = await probeHost(virsh, target.ssh ?? l10n.t('this machine'));
      return (settings) => forHost(settings, host);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      return (settings) => settings;
    }
  }
}
