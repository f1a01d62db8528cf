import * as l10n from '@vscode/l10n';
import { type Exec, ExecError, type ExecResult } from './exec.ts';
import type { Guest, GuestInterface } from './guest.ts';
import { AgentError } from './guestAgent.ts';
import { parseCpuList } from './parse/guestFiles.ts';

/** A guest that has an ssh server. Whoever logs in needs to be root, or to be allowed sudo without a password. */
export class GuestBySsh implements Guest {
  private readonly exec: Exec;
  private becomeRoot: Promise<readonly string[]> | undefined;

  constructor(exec: Exec) {
    this.exec = exec;
  }

  get way(): string {
    return l10n.t('by {0}', this.exec.place);
  }

  async run(program: string, parameters: readonly string[], signal?: AbortSignal): Promise<ExecResult> {
    this.becomeRoot ??= this.findRoot(signal);
    const argv = [...(await this.becomeRoot), program, ...parameters];
    try {
      return await this.exec.run(argv, { signal, timeout: programTime });
    } catch (error) {
      if (!(error instanceof ExecError && error.failure === 'not-found')) throw error;
      throw new AgentError('no-program', l10n.t('{0} is not installed in the guest.', program));
    }
  }

  async interfaces(signal?: AbortSignal): Promise<GuestInterface[]> {
    const { stdout } = await this.run('sh', ['-c', 'grep -H . /sys/class/net/*/address; true'], signal);
    return Array.from(
      stdout.matchAll(/^\/sys\/class\/net\/([^/]+)\/address:(\S*)$/gm),
      ([, name = '', mac = '']) => ({ name, mac: mac.toLowerCase() }),
    );
  }

  async onlineCpus(signal?: AbortSignal): Promise<number> {
    const { stdout } = await this.run('cat', ['/sys/devices/system/cpu/online'], signal);
    return parseCpuList(stdout).length;
  }

  /** What goes before a command; nothing where it would not help. */
  private async findRoot(signal?: AbortSignal): Promise<readonly string[]> {
    const { stdout } = await this.exec.run(['id', '-u'], { signal, timeout: programTime });
    if (stdout.trim() === '0') return [];
    try {
      const { code } = await this.exec.run(['sudo', '-n', 'true'], { signal, timeout: programTime });
      return code === 0 ? ['sudo', '-n', '--'] : [];
    } catch (error) {
      if (error instanceof ExecError && error.failure === 'not-found') return [];
      throw error;
    }
  }
}

/** Milliseconds a program in the guest may take. */
const programTime = 30_000;
