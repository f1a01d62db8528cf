import { apply } from '../../../client/src/apply/apply.ts';
import type { ApplyReport, ApplyTools } from '../../../client/src/apply/contract.ts';
import { storageIn } from '../../../client/src/apply/storage.ts';
import { SshExec } from '../../../client/src/host/ssh.ts';
import { transcribed } from '../../../client/src/host/transcribe.ts';
import { Virsh } from '../../../client/src/host/virsh.ts';
import { defaultSettings } from '../../../server/src/service.ts';
import { recorder } from '../../host/recorder.ts';
import type { SshHost } from '../sshKeys.ts';
import { FaultyExec, type World } from './faultyExec.ts';
import { beginsWith, type Scenario } from './scenario.ts';

/** What a process needs to apply with a fault on the way. */
export interface Attempt {
  readonly scenario: Scenario;
  readonly text: string;
  readonly storage: string;
  readonly host: SshHost;
}

export function sshTo({ alias, configFile }: SshHost): SshExec {
  return new SshExec(alias, ['-F', configFile]);
}

export const patience = { poll: 100, shutdown: 700, agent: 300, recovery: 30_000 };

export interface Outcome {
  readonly report: ApplyReport;
  /** Whether the step came at all. */
  readonly hasStruck: boolean;
  readonly transcript: readonly string[];
}

export async function attempt({ scenario, text, storage, host }: Attempt, world: World): Promise<Outcome> {
  const { mode, place, fault } = scenario;
  const ssh = sshTo(host);
  const exec = new FaultyExec(ssh, fault, beginsWith(place, mode), world);
  const uri = 'qemu:///system';
  const target = { ssh: host.alias, sshConfigFile: host.configFile, uri };
  const tools = toolsFor(new Virsh(exec, uri), fault === 'guest hung' ? 'cancel' : 'force');
  const note = tools.transcript.note.bind(tools.transcript);
  tools.transcript.note = (line) => {
    note(line);
    if (place === 'journal' && line.startsWith('Saved: ')) world.fillDisk();
  };
  const questions = {
    ...tools.questions,
    confirm: async () => {
      exec.arm();
      return true;
    },
  };
  const report = await apply(
    { text, mode, settings: defaultSettings, target, storage: storageIn(storage) },
    { ...tools, questions },
  );
  await ssh.close();
  return { report, hasStruck: exec.hasStruck || place === 'journal', transcript: tools.transcript.lines };
}

export function toolsFor(
  virsh: Virsh,
  force: 'force' | 'cancel' = 'force',
): ApplyTools & { readonly transcript: ReturnType<typeof recorder> } {
  const transcript = recorder();
  return {
    virsh: new Virsh(transcribed(virsh.exec, transcript), virsh.uri),
    transcript,
    questions: { confirm: async () => true, forceOff: async () => force },
    patience,
    signal: new AbortController().signal,
  };
}
