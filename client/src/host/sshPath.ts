import { type Exec, ExecError } from './exec.ts';

/** The next hop of a host towards the ssh client that commands it. */
export interface SshPath {
  /** The host's device that the packets leave through. */
  readonly device: string;
  /** The next hop's address on the wire, lower case; undefined when the host has not talked to it. */
  readonly mac: string | undefined;
}

/** Undefined where nobody came by ssh (an editor may run on the host itself and have), and where the host does not tell. */
export async function askSshPath(exec: Exec, signal?: AbortSignal): Promise<SshPath | undefined> {
  const ask = (...argv: string[]) => answer(exec, argv, signal);
  const client = (await ask('printenv', 'SSH_CONNECTION')).split(' ')[0] ?? '';
  if (!isAddress(client)) return undefined;
  const route = await ask('ip', '-o', 'route', 'get', client);
  const device = / dev (\S+)/.exec(route)?.[1];
  if (device === undefined) return undefined;
  const hop = / via (\S+)/.exec(route)?.[1] ?? client;
  const neighbour = isAddress(hop) ? await ask('ip', '-o', 'neighbour', 'show', hop) : '';
  return { device, mac: / lladdr ([0-9a-f:]+)/i.exec(neighbour)?.[1]?.toLowerCase() };
}

/** Empty where the command is missing or fails. */
async function answer(exec: Exec, argv: readonly string[], signal?: AbortSignal): Promise<string> {
  try {
    const { code, stdout } = await exec.run(argv, { signal });
    return code === 0 ? stdout.trim() : '';
  } catch (error) {
    if (error instanceof ExecError && error.failure === 'not-found') return '';
    throw error;
  }
}

/** What the host says goes back to it as an argument. */
function isAddress(text: string): boolean {
  return /^[0-9a-f:.]+(%[\w.-]+)?$/i.test(text);
}
