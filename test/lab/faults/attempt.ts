import { apply } from '../../../client/src/apply/apply.ts';
import type { ApplyReport, ApplyTools } from '../../../client/src/apply/contract.ts';
import { storageIn } from '../../../client/src/apply/storage.ts';
import type { Exec } from '../../../client/src/host/exec.ts';
import { LocalExec } from '../../../client/src/host/local.ts';
import { SshExec } from '../../../client/src/host/ssh.ts';
import { transcribed } from '../../../client/src/host/transcribe.ts';
import { Virsh } from '../../../client/src/host/virsh.ts';
import { defaultSettings } from '../../../server/src/service.ts';
import { recorder } from '../../host/recorder.ts';
import type { PrivateHost } from '../privateHost.ts';
import { FaultyExec, type World } from './faultyExec.ts';
import { type Fault, type Scenario, verbsOf } from './scenario.ts';

/** What a process needs to apply with a fault on the way. */
export interface Attempt {
  readonly scenario: Scenario;
  readonly text: string;
  readonly storage: string;
  readonly host: Way;
}

/** How to get to the host: by ssh where that is what breaks, else straight, which takes a tenth of the time. */
export type Way = Pick<PrivateHost, 'alias' | 'configFile' | 'enter'>;

export function execTo({ alias, configFile, enter }: Way, fault: Fault): Exec {
  if (fault === 'ssh killed') return new SshExec(alias, ['-F', configFile]);
  const local = new LocalExec();
  return {
    place: local.place,
    display: (argv) => local.display(argv),
    run: (argv, options) => local.run([...enter, ...argv], options),
  };
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
  const exec = new FaultyExec(execTo(host, fault), fault, verbsOf(place, mode), world);
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
