import { UsageError } from '../../../server/src/cli/usage.ts';
import { loadTranslations } from '../../../server/src/node/translations.ts';
import { ansible } from './ansible.ts';
import { apply, plan } from './apply.ts';
import { finish } from './finish.ts';
import { guest } from './guest.ts';
import { help } from './help.ts';
import { restore } from './restore.ts';
import { exitCodes } from './results.ts';

/** A command takes its arguments and returns its exit code. */
type Command = (args: string[]) => Promise<number>;

const commands: Record<keyof typeof help, Command> = { plan, apply, guest, restore, finish, ansible };

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = name as keyof typeof help;
  if (args.some((each) => each === '--help' || each === '-h')) {
    process.stdout.write(help[command]);
    return exitCodes.done;
  }
  await loadTranslations(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en');
  return commands[command](args);
}

main(process.argv.slice(2)).then(
  (code) => {
    // ssh masters and half-read pipes must not keep the process.
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`virtqueue: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) process.stderr.write(`Try virtqueue ${process.argv[2]} --help.\n`);
    process.exitCode = exitCodes.usage;
  },
);
