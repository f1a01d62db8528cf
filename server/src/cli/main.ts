import { loadTranslations } from '../node/translations.ts';
import { check } from './check.ts';
import { fix } from './fix.ts';
import { lsp } from './lsp.ts';
import { UsageError } from './usage.ts';

/** A command takes its arguments and returns its exit code. */
type Command = (args: string[]) => Promise<number>;

const commands: Record<string, Command> = { check, fix, lsp };

const usage = `virtqueue: checks and fixes libvirt domain XML

  virtqueue check [--schema PATH] [--only schema|rules] [--format text|json|sarif|github] [--config FILE] PATH…
  virtqueue fix [--rule ID]… [--dry-run] [--config FILE] PATH…
  virtqueue lsp --stdio

PATH is a file, a folder (every *.xml in it whose root element is <domain>), or - for standard input.
--schema: a folder of libvirt schemas, or one .rng or .rnc file, which with --only schema may describe any XML. Default:
the libvirt installed here, else the built-in grammar.
Exit code: 0 no error found, 1 errors found, 2 wrong usage or unreadable input.
`;

async function main([name = '--help', ...args]: string[]): Promise<number> {
  if (name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`unknown command '${name}'`);
  await loadTranslations(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en');
  return command(args);
}

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
