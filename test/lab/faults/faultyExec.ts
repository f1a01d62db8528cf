import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Exec, ExecError, type ExecOptions, type ExecResult } from '../../../client/src/host/exec.ts';
import type { Fault } from './scenario.ts';

/** What a fault needs of the world around it. */
export interface World {
  killLibvirtd(): Promise<void>;
  fillDisk(): void;
  interfere(): Promise<void>;
  readonly sshConfig: string;
}

/** Goes wrong once: at the first command that is one of the verbs, after so many others of them. */
export class FaultyExec implements Exec {
  readonly place: string;
  hasStruck = false;
  private readonly exec: Exec;
  private readonly fault: Fault;
  private readonly verbs: readonly string[];
  private readonly world: World;
  private isArmed = false;

  constructor(exec: Exec, fault: Fault, verbs: readonly string[], world: World) {
    this.exec = exec;
    this.place = exec.place;
    this.fault = fault;
    this.verbs = verbs;
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
    if (!this.isArmed || this.hasStruck || argv[0] !== 'virsh' || !this.verbs.includes(argv[3] ?? ''))
      return this.exec.run(argv, options);
    this.hasStruck = true;
    return this.strike(argv, options);
  }

  private async strike(argv: readonly string[], options?: ExecOptions): Promise<ExecResult> {
    const go = () => this.exec.run(argv, options);
    switch (this.fault) {
      case 'ssh killed': {
        const running = go();
        running.catch(() => {});
        await sleep(20);
        killSsh(this.world.sshConfig);
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
      case 'killed before, resume':
      case 'killed before, roll back':
        return killMyself();
      case 'killed after, resume':
      case 'killed after, roll back':
        await go();
        return killMyself();
      case 'disk full':
        this.world.fillDisk();
        return go();
      case 'changed behind our back':
        await this.world.interfere();
        return go();
      case 'guest hung':
      case 'agent gone':
        return go();
    }
  }
}

function killMyself(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

/** Every ssh of this run, the one that holds the shared connection among them: they name our configuration. */
function killSsh(config: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [program = '', ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      const isOurs =
        /(^|\/)ssh(:|$)/.test(program) && [program, ...words].some((word) => word.includes(config));
      if (isOurs) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Gone meanwhile.
    }
  }
}
