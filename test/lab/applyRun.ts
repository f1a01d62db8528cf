import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply } from '../../client/src/apply/apply.ts';
import { defaultPatience } from '../../client/src/apply/clock.ts';
import type { ApplyReport, Questions } from '../../client/src/apply/contract.ts';
import type { Mode } from '../../client/src/apply/mode.ts';
import { storageIn } from '../../client/src/apply/storage.ts';
import type { Exec } from '../../client/src/host/exec.ts';
import { type Transcript, transcribed } from '../../client/src/host/transcribe.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { defaultSettings, type Settings } from '../../server/src/service.ts';
import { recorder } from '../host/recorder.ts';

const uri = 'qemu:///system';

/** The limits raised, so that what libvirt itself refuses can be reached. */
const unlimited: Settings = {
  ...defaultSettings,
  queues: { ...defaultSettings.queues, max: 300 },
  rules: { 'queues-exceed-vcpus': 'off' },
};

export interface Options {
  readonly mode?: Mode;
  /** What the user answers when the guest does not shut down. */
  readonly force?: Awaited<ReturnType<Questions['forceOff']>>;
  /** Milliseconds until that is asked. */
  readonly shutdown?: number;
}

export interface Outcome {
  readonly report: ApplyReport;
  /** What the user saw. */
  readonly transcript: readonly string[];
}

/** Applies a document as the command does, with a user who agrees. */
export async function applyTo(exec: Exec, text: string, options: Options = {}): Promise<Outcome> {
  const transcript: Transcript & { readonly lines: string[] } = recorder();
  const folder = mkdtempSync(join(tmpdir(), 'virtqueue-apply-'));
  try {
    const report = await apply(
      {
        text,
        mode: options.mode ?? 'try-once',
        settings: unlimited,
        storage: storageIn(folder),
        target: { uri },
      },
      {
        virsh: new Virsh(transcribed(exec, transcript), uri),
        transcript,
        questions: { confirm: async () => true, forceOff: async () => options.force ?? 'wait' },
        patience: { ...defaultPatience, shutdown: options.shutdown ?? defaultPatience.shutdown },
        signal: new AbortController().signal,
      },
    );
    return { report, transcript: transcript.lines };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
