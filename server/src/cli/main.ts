import { version } from '../../../package.json';
import { loadTranslations } from '../node/translations.ts';
import { check } from './check.ts';
import { fix } from './fix.ts';
import { help, overview } from './help.ts';
import { lsp } from './lsp.ts';
import { UsageError } from './usage.ts';

/** A command takes its arguments and returns its exit code. */
type Command = (args: string[]) => Promise<number>;

const commands: Record<keyof typeof help, Command> = { check, fix, lsp };

async function main([name = '--help', ...args]: string[]): Promise<number> {
  if (name === '--help' || name === '-h') return say(overview);
  if (name === '--version') return say(`${version}\n`);
  if (!isCommand(name)) throw new UsageError(`unknown command '${name}'`);
  if (args.some((each) => each === '--help' || each === '-h')) return say(help[name]);
  await loadTranslations(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en');
  return commands[name](args);
}

function isCommand(name: string): name is keyof typeof help {
  return Object.hasOwn(commands, name);
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

// The reader of a pipe may have seen enough: `virtqueue check … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    process.stderr.write(`virtqueue: ${error instanceof Error ? error.message : String(error)}\n`);
    if (isUsage) process.stderr.write('Try virtqueue --help.\n');
    process.exitCode = 2;
  },
);
