import { setTimeout as sleep } from 'node:timers/promises';
import { type Ask, type Output, virsh } from './virsh.ts';

interface ExecStatus {
  readonly exited: boolean;
  readonly exitcode?: number;
  readonly 'out-data'?: string;
  readonly 'err-data'?: string;
}

/** Runs a program in the guest through its agent; undefined when the agent does not answer. */
export async function guestExec(
  domain: string,
  [path = '', ...arg]: readonly string[],
  ask: Ask = virsh,
): Promise<Output | undefined> {
  const agent = agentOf(domain, ask);
  const started = await agent<{ pid: number }>('guest-exec', { path, arg, 'capture-output': true });
  if (started === undefined) {
    return undefined;
  }
  for (;;) {
    const status = await agent<ExecStatus>('guest-exec-status', { pid: started.pid });
    if (status === undefined || status.exited) {
      return (
        status && {
          code: status.exitcode ?? -1,
          stdout: text(status['out-data']),
          stderr: text(status['err-data']),
        }
      );
    }
    await sleep(100);
  }
}

/** What `ethtool -l` says of combined channels in the guest. */
export async function guestChannels(
  domain: string,
  device: string,
  ask: Ask = virsh,
): Promise<{ maximum: number; current: number }> {
  const output = await guestExec(domain, ['ethtool', '-l', device], ask);
  const [maximum = Number.NaN, current = Number.NaN] = Array.from(
    (output?.stdout ?? '').matchAll(/^Combined:\s+(\d+)$/gm),
    ([, number]) => Number(number),
  );
  return { maximum, current };
}

function agentOf(domain: string, ask: Ask) {
  return async <T>(execute: string, args: object): Promise<T | undefined> => {
    const command = JSON.stringify({ execute, arguments: args });
    const { code, stdout } = await ask(['qemu-agent-command', '--timeout', '10', domain, command]);
    return code === 0 ? (JSON.parse(stdout) as { return: T }).return : undefined;
  };
}

function text(base64 = ''): string {
  return Buffer.from(base64, 'base64').toString();
}
