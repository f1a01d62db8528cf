import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeServer } from '../../../scripts/setup/codeServer.ts';

/** Runs VS Code's own server on the loopback interface, all its data below `dataFolder`. */
export async function startServer(
  port: number,
  dataFolder: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ stop(): void }> {
  const main = `${await codeServer()}/lib/vscode/out/server-main.js`;
  const args = [
    main,
    '--host=127.0.0.1',
    `--port=${port}`,
    `--server-data-dir=${dataFolder}`,
    '--without-connection-token',
    '--accept-server-license-terms',
    '--enable-smoke-test-driver',
    '--disable-workspace-trust',
    '--telemetry-level=off',
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
  return { stop: () => server.pid !== undefined && process.kill(-server.pid, 'SIGTERM') };
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/version`)).ok;
  } catch {
    return false;
  }
}
