import { execFile } from 'node:child_process';

export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Asks some libvirt. */
export type Ask = (args: readonly string[], options?: { stdin?: string }) => Promise<Output>;

/** Runs virsh on this machine's `qemu:///system` (or `uri`); a non-zero exit is a result. */
export function virsh(
  args: readonly string[],
  options: { uri?: string; stdin?: string } = {},
): Promise<Output> {
  return run(['virsh', '-q', '-c', options.uri ?? 'qemu:///system', ...args], options.stdin);
}

/** The same for a call that has to work: gives its standard output. */
export async function virshOk(
  args: readonly string[],
  options: { uri?: string; stdin?: string } = {},
): Promise<string> {
  const { code, stdout, stderr } = await virsh(args, options);
  if (code !== 0) {
    throw new Error(`virsh ${args.join(' ')} failed: ${stderr.trim()}`);
  }
  return stdout;
}

/** `stdin`, if given, arrives through a pipe: what Node itself connects is a socket, which nobody can open as /dev/stdin. */
export function run(argv: readonly string[], stdin?: string): Promise<Output> {
  const [file = '', ...args] = stdin === undefined ? argv : ['sh', '-c', 'cat | "$@"', 'sh', ...argv];
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      typeof code === 'number' ? resolve({ code, stdout, stderr }) : reject(error);
    });
    child.stdin?.end(stdin);
  });
}
