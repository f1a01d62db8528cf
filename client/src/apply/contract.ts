import type { Settings } from '../../../server/src/service.ts';
import type { TargetAddress } from '../host/target.ts';
import type { Transcript } from '../host/transcribe.ts';
import type { Virsh } from '../host/virsh.ts';
import type { Backup } from './backup.ts';
import type { Patience } from './clock.ts';
import type { GuestReport } from './guestReport.ts';
import type { Mode } from './mode.ts';
import type { Plan } from './plan.ts';
import type { GuestWay } from './reachGuest.ts';
import type { Storage } from './storage.ts';

export interface ApplyRequest {
  readonly text: string;
  readonly mode: Mode;
  readonly settings: Settings;
  /** Whether the text is what libvirt itself once wrote: our rules have nothing to say about it then. */
  readonly isBackup?: boolean;
  /** Where `ApplyTools.virsh` leads, for another process to go there too. */
  readonly target: TargetAddress;
  readonly storage: Storage;
}

export interface ApplyTools {
  /** Its Exec is best a transcribed one. */
  readonly virsh: Virsh;
  readonly transcript: Transcript;
  readonly questions: Questions;
  readonly patience: Patience;
  /** How guests may be reached over ssh; without it only the guest agent is tried. */
  readonly way?: GuestWay;
  readonly signal: AbortSignal;
}

export interface Questions {
  confirm(plan: Plan): Promise<boolean>;
  /** The guest does not shut down: take its power away, wait on, or leave it? */
  forceOff(name: string, reason: string): Promise<'force' | 'wait' | 'cancel'>;
}

export type ApplyReport = {
  readonly message: string;
  /** What was saved; undefined when nothing was touched. */
  readonly backup: Backup | undefined;
} & (
  | {
      readonly outcome: 'applied';
      /** Undefined for libvirt's test driver, as is the guest. */
      readonly uuid: string | undefined;
      readonly guest: GuestReport | undefined;
    }
  /** It failed, and what ran before runs again. */
  | { readonly outcome: 'rolled-back' }
  /** The user stopped it; the message says what is left, the report what was done in the guest alone. */
  | { readonly outcome: 'cancelled'; readonly guest?: GuestReport }
  /** Nothing was tried: the document or the host does not allow it. */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'failed'; readonly guest?: GuestReport }
  /** Neither the new domain runs nor is the old one as before: its journal is kept to go on from. */
  | { readonly outcome: 'incomplete' }
);
