import { readdirSync, readFileSync } from 'node:fs';
import { type Exec, ExecError, type ExecOptions, type ExecResult } from '../../../client/src/host/exec.ts';
import type { Held } from '../trap.ts';
import type { Fault } from './scenario.ts';

/** What a fault needs of the world around it. */
export interface World {
  readonly sshConfig: string;
  killLibvirtd(): Promise<void>;
  fillDisk(): void;
  /** Does to the domain, or in its guest, what the fault is named after. */
  interfere(): Promise<void>;
  /** Holds the next command with this verb on the host. @returns what waits for it to come */
  hold(verb: string): () => Promise<Held>;
}

/** Goes wrong once: when it is told that the step begins. */
export class FaultyExec implements Exec {
  readonly place: string;
  hasStruck = false;
  private readonly exec: Exec;
  private readonly fault: Fault;
  private readonly isStep: (argv: readonly string[]) => boolean;
  private readonly world: World;
  private isArmed = false;

  constructor(exec: Exec, fault: Fault, isStep: (argv: readonly string[]) => boolean, world: World) {
    this.exec = exec;
    this.place = exec.place;
    this.fault = fault;
    this.isStep = isStep;
    this.world = world;
  }

  /** The plan's own questions come first: the step is what follows the yes. */
  arm(): void {
    this.isArmed = true;
  }

  display(argv: readonly string[]): string {
    return this.exec.display(argv);
  }

  async run(argv: readonly string[], options?: ExecOptions): Promise<ExecResult> {
    if (!this.isArmed || this.hasStruck || !this.isStep(argv)) return this.exec.run(argv, options);
    this.hasStruck = true;
    return this.strike(argv, options);
  }

  private async strike(argv: readonly string[], options?: ExecOptions): Promise<ExecResult> {
    const go = () => this.exec.run(argv, options);
    switch (this.fault) {
      case 'ssh killed, command lost':
      case 'ssh killed, command goes on': {
        const comes = this.world.hold(argv[3] ?? '');
        const running = go();
        running.catch(() => {});
        const command = await comes();
        killSsh(this.world.sshConfig);
        command.release(this.fault === 'ssh killed, command lost' ? 'lost' : 'goes on');
        return running;
      }
      case 'answer lost':
        await go();
        throw new ExecError('unreachable', argv, 'the line was cut before the answer came');
      case 'virsh fails':
        return { code: 1, stdout: '', stderr: 'error: internal error: something is broken\n' };
      case 'libvirtd killed':
        await this.world.killLibvirtd();
        return go();
      case 'killed before':
      case 'killed before, resume':
      case 'killed before, roll back':
        return killMyself();
      case 'killed after':
      case 'killed after, resume':
      case 'killed after, roll back':
        await go();
        return killMyself();
      case 'disk full':
        this.world.fillDisk();
        return go();
      case 'changed behind our back':
      case 'guest hung':
      case 'agent gone':
        await this.world.interfere();
        return go();
    }
  }
}

function killMyself(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

/** Every ssh with our configuration, and the one that holds their shared connection, which names only its socket. */
function killSsh(config: string): void {
  const all = sshProcesses();
  const ours = all.filter(({ line }) => line.includes(config));
  const sockets = ours.map(({ line }) => /ControlPath=(\S+)\/%C/.exec(line)?.[1] ?? config);
  for (const { pid, line } of all) {
    if (![config, ...sockets].some((name) => line.includes(name))) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone with the one before it.
    }
  }
}

function sshProcesses(): { pid: number; line: string }[] {
  const found: { pid: number; line: string }[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      if (/^(\S*\/)?ssh[: ]/.test(line)) found.push({ pid: Number(pid), line });
    } catch {
      // Gone meanwhile.
    }
  }
  return found;
}
