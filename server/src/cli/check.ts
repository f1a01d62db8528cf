import { keepWhatIsKnown } from '../node/schemas.ts';
import { type CheckOptions, checkPaths } from './checker.ts';
import { Configuration } from './config.ts';
import { formats } from './formats/index.ts';
import { type CheckedFile, count, type Severity } from './formats/report.ts';
import { numberOf, oneOf, parse, UsageError } from './usage.ts';
import { watchPaths } from './watch.ts';

/** Reports what is wrong. Exit code 1 when there is an error among it, or more warnings than are allowed. */
export async function check(args: string[]): Promise<number> {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      schema: { type: 'string' },
      format: { type: 'string', default: 'text' },
      config: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      'max-warnings': { type: 'string' },
      watch: { type: 'boolean', default: false },
    },
  });
  const only = values.only === undefined ? undefined : oneOf('only', values.only, ['rules', 'schema']);
  if (only === 'rules' && values.schema !== undefined)
    throw new UsageError('--schema and --only rules exclude each other');
  if (positionals.length === 0)
    throw new UsageError('check what? Give a file, a folder, or - for standard input');
  const format = oneOf('format', values.format, Object.keys(formats) as (keyof typeof formats)[]);
  const mostWarnings = numberOf('max-warnings', values['max-warnings']);
  if (values.watch && positionals.includes('-'))
    throw new UsageError('--watch is for files and folders: standard input is read once');
  if (values.watch && format !== 'text')
    throw new UsageError('--watch speaks to a person: --format text only');

  const look = { colour: process.stdout.isTTY && process.stdout.hasColors() };
  const options: CheckOptions = { only, schema: values.schema };
  const run = async (configuration: Configuration): Promise<number> => {
    const checked = await checkPaths(positionals, options, configuration);
    process.stdout.write(formats[format](values.quiet ? checked.map(errorsOnly) : checked, look));
    keepWhatIsKnown();
    return count(checked, 'error') > 0 || count(checked, 'warning') > mostWarnings ? 1 : 0;
  };
  const configure = () => new Configuration(values.config);
  return values.watch ? watchPaths(positionals, run, configure) : run(configure());
}

const isError = ({ severity }: { severity: Severity }) => severity === 'error';

function errorsOnly(file: CheckedFile): CheckedFile {
  return { ...file, diagnostics: file.diagnostics.filter(isError) };
}
