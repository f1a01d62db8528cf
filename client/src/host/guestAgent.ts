import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { ExecError, type ExecResult } from './exec.ts';
import type { Guest, GuestInterface } from './guest.ts';
import { quoteCommand } from './quote.ts';
import { type Virsh, VirshError } from './virsh.ts';

export type AgentFailure =
  /** The domain has no channel named org.qemu.guest_agent.0. */
  | 'no-channel'
  /** Nobody in the guest has opened the channel: not booted yet, not installed, or dead. */
  | 'not-connected'
  /** It took the command and does not answer. */
  | 'hung'
  /** The guest's administrator does not allow this command. */
  | 'blocked'
  /** This agent is too old to know the command. */
  | 'unknown-command'
  /** The program it should run is not in the guest. */
  | 'no-program'
  | 'not-running'
  /** This hypervisor has no guest agent at all. */
  | 'unsupported'
  | 'failed';

export class AgentError extends Error {
  readonly failure: AgentFailure;
  constructor(failure: AgentFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** Milliseconds a program in the guest may take. */
const programTime = 30_000;
const pollInterval = 100;
/** All a program in the guest gets (guest-exec hands on nothing of the agent's own): output as it is parsed, and where programs are. */
const environment = [
  'LC_ALL=C',
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin',
];

/** The QEMU guest agent of one running domain. Every method rejects with `AgentError`, `ExecError` when aborted. */
export class GuestAgent implements Guest {
  private readonly virsh: Virsh;
  private readonly uuid: string;

  constructor(virsh: Virsh, uuid: string) {
    this.virsh = virsh;
    this.uuid = uuid;
  }

  get way(): string {
    return l10n.t('by its guest agent');
  }

  async ping(signal?: AbortSignal): Promise<void> {
    await this.ask('guest-ping', undefined, signal);
  }

  async interfaces(signal?: AbortSignal): Promise<GuestInterface[]> {
    return list(await this.ask('guest-network-get-interfaces', undefined, signal)).map((entry) => ({
      name: text(entry, 'name'),
      mac: text(entry, 'hardware-address').toLowerCase(),
    }));
  }

  async onlineCpus(signal?: AbortSignal): Promise<number> {
    const cpus = list(await this.ask('guest-get-vcpus', undefined, signal));
    return cpus.filter((cpu) => field(cpu, 'online') === true).length;
  }

  /** Runs a program in the guest, without a shell, and waits for its end. */
  async run(program: string, parameters: readonly string[], signal?: AbortSignal): Promise<ExecResult> {
    const request = { path: program, arg: parameters, env: environment, 'capture-output': true };
    const commandLine = quoteCommand([program, ...parameters]);
    const showCommand = (result: ExecResult) => result.stderr.trim() || `guest# ${commandLine}`;
    const pid = field(await this.ask('guest-exec', request, signal, showCommand), 'pid');
    for (const start = Date.now(); Date.now() - start < programTime; await sleep(pollInterval)) {
      const status = await this.ask('guest-exec-status', { pid }, signal, showStatus);
      if (field(status, 'exited') === true) return exitOf(status);
    }
    throw new AgentError('hung', l10n.t('{0} has not come to an end in the guest.', commandLine));
  }

  private async ask(
    execute: string,
    request: { readonly path?: string; readonly pid?: unknown } | undefined,
    signal: AbortSignal | undefined,
    shown?: (result: ExecResult) => string,
  ): Promise<unknown> {
    const command = JSON.stringify({ execute, arguments: request });
    try {
      return answer(
        await this.virsh.agentCommand(this.uuid, command, shown ? { signal, shown } : { signal }),
      );
    } catch (error) {
      throw agentError(error, execute, request?.path ?? '');
    }
  }
}

function agentError(error: unknown, command: string, program: string): unknown {
  if (error instanceof ExecError && error.failure === 'timeout') {
    return new AgentError('hung', l10n.t('The guest agent does not answer.'));
  }
  if (!(error instanceof VirshError)) return error;
  const known = failures.find(([pattern]) => pattern.test(error.stderr));
  if (!known) return new AgentError('failed', error.message);
  const [, failure, meaning] = known;
  return new AgentError(failure, `${meaning(command, program)}\n${error.message}`);
}

const failures: readonly (readonly [RegExp, AgentFailure, (command: string, program: string) => string])[] = [
  [
    /guest agent is not configured/,
    'no-channel',
    () =>
      l10n.t(
        "The domain has no guest agent channel: add <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel> to its <devices> and start it again.",
      ),
  ],
  [
    /guest agent is not connected/,
    'not-connected',
    () =>
      l10n.t(
        'The guest agent is not connected: the guest has not booted that far, or qemu-guest-agent is not installed or not running in it.',
      ),
  ],
  [
    /has been disabled|is not allowed/,
    'blocked',
    (command) =>
      l10n.t(
        "The guest agent is there but may not run {0}: allow it in the guest's /etc/sysconfig/qemu-ga or /etc/qemu/qemu-ga.conf.",
        command,
      ),
  ],
  [
    /has not been found/,
    'unknown-command',
    (command) => l10n.t('The guest agent is too old to know {0}: update it in the guest.', command),
  ],
  [
    /Failed to execute child process/,
    'no-program',
    (_, program) => l10n.t('{0} is not installed in the guest.', program),
  ],
  [
    /domain is not running|failed to get domain|Domain not found/,
    'not-running',
    () => l10n.t('The domain is not running, or is paused.'),
  ],
  [
    /not supported by the connection driver/,
    'unsupported',
    () => l10n.t('This hypervisor has no guest agent.'),
  ],
  [
    /Guest agent not available for now|guest agent didn't respond|agent is not responding|timed out/i,
    'hung',
    () => l10n.t('The guest agent is connected but does not answer: restart qemu-guest-agent in the guest.'),
  ],
];

/** `{"return": …}`; the guest is not trusted to send what it should. */
function answer(output: string): unknown {
  try {
    return field(JSON.parse(output), 'return');
  } catch {
    throw new AgentError('failed', l10n.t('The guest agent sent something that is not JSON.'));
  }
}

function exitOf(status: unknown): ExecResult {
  const code = field(status, 'exitcode');
  return {
    code: typeof code === 'number' ? code : 128,
    stdout: decode(text(status, 'out-data')),
    stderr: decode(text(status, 'err-data')),
  };
}

function showStatus(result: ExecResult): string {
  if (result.code !== 0) return result.stderr.trim();
  const status = answer(result.stdout);
  if (field(status, 'exited') !== true) return '';
  const { stdout, stderr } = exitOf(status);
  return `${stdout}${stderr}`.trimEnd();
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
