import type { Settings } from '../../../server/src/service.ts';
import type { Transcript } from '../host/transcribe.ts';
import type { Virsh } from '../host/virsh.ts';
import type { Backup } from './backup.ts';
import type { Patience } from './clock.ts';
import type { GuestReport } from './guestReport.ts';
import type { Mode } from './mode.ts';
import type { Plan } from './plan.ts';

export interface ApplyRequest {
  readonly text: string;
  readonly mode: Mode;
  readonly settings: Settings;
  /** Where definitions are saved before they are replaced. */
  readonly backupFolder: string;
}

export interface ApplyTools {
  /** Its Exec is best a transcribed one. */
  readonly virsh: Virsh;
  readonly transcript: Transcript;
  readonly questions: Questions;
  readonly patience: Patience;
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
  /** The user stopped it; the message says what is left. */
  | { readonly outcome: 'cancelled' }
  /** Nothing was tried: the document or the host does not allow it. */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'failed' }
);
