import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../../scripts/setup/root.ts';
import type { Attempt } from './attempt.ts';

/** Lets another process apply and be killed on the way. @returns what it printed @throws if it was not killed */
export async function leaveHalfWay(task: Attempt): Promise<string> {
  const script = join(root, 'test', 'lab', 'faults', 'child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(task)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk;
    });
  const signal = await new Promise((resolve) => child.once('close', (_, name) => resolve(name)));
  if (signal !== 'SIGKILL') throw new Error(`not killed: ${printed.slice(0, 300)}`);
  return printed;
}
