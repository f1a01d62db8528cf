import { spawn } from 'node:child_process';

const live = process.stdout.isTTY === true;
const heartbeat = 20_000;

export interface StepOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command behind one line that says what happens: on a terminal with the command's latest line beside it,
 * elsewhere with a sign of life now and then. Its whole output shows only if it fails.
 */
export async function step(title: string, argv: readonly string[], options: StepOptions = {}): Promise<void> {
  const [file = '', ...args] = argv;
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  let output = '';
  if (!live) {
    console.log(`  ${title} …`);
  }
  const pulse = setInterval(
    () => !live && console.log(`    … ${seconds()} ${lastLine(output)}`.trimEnd()),
    heartbeat,
  );
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
      const onData = (chunk: Buffer) => {
        output += chunk.toString();
        showLive(`  ${title} … ${seconds()} ${lastLine(output)}`);
      };
      child.stdout.on('data', onData);
      child.stderr.on('data', onData);
      child.on('error', reject);
      child.on('close', (code) =>
        code === 0 ? resolve() : reject(new Error(`${argv.join(' ')} failed (${code}):\n${output}`)),
      );
    });
  } finally {
    clearInterval(pulse);
    showLive('');
  }
  console.log(live ? `  ${title}: ${seconds()}` : `    done in ${seconds()}`);
}

/** The latest that says how far it is; npm repeats its warnings in between. */
function lastLine(output: string): string {
  const lines = output.split(/[\r\n]+/).map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !line.startsWith('npm warn')) ?? '';
}

function showLive(text: string): void {
  if (live) {
    process.stdout.write(`\r\x1b[2K${text.slice(0, process.stdout.columns - 1)}`);
  }
}
