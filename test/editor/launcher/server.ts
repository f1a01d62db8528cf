import { execFileSync, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeServer } from '../../../scripts/setup/codeServer.ts';

export interface Server {
  readonly pid: number;
  stop(): void;
}

/** Runs VS Code's own server on the loopback interface, all its data below `dataFolder`. */
export async function startServer(
  port: number,
  dataFolder: string,
  options: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<Server> {
  const args = [
    await serverMain(),
    '--host=127.0.0.1',
    `--port=${port}`,
    `--server-data-dir=${dataFolder}`,
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level=off',
    ...options,
  ];
  // A group of its own: the server has children (extension host, terminals), and stop means all of them.
  const server = spawn(process.execPath, args, {
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let messages = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      messages += chunk.toString();
    });
  }
  while (!(await answers(port))) {
    if (server.exitCode !== null) {
      throw new Error(`The VS Code server does not start:\n${messages}`);
    }
    await sleep(200);
  }
  const { pid = Number.NaN } = server;
  return { pid, stop: () => process.kill(-pid, 'SIGTERM') };
}

/** Installs an extension for the server with that data, as a person does with the file. */
export async function installExtension(vsix: string, dataFolder: string): Promise<void> {
  execFileSync(process.execPath, [
    await serverMain(),
    `--install-extension=${vsix}`,
    `--server-data-dir=${dataFolder}`,
    '--accept-server-license-terms',
  ]);
}

async function serverMain(): Promise<string> {
  return `${await codeServer()}/lib/vscode/out/server-main.js`;
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/version`)).ok;
  } catch {
    return false;
  }
}
