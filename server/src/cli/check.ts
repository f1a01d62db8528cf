import { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnose, openDocument, type Settings } from '../service.ts';
import { readConfig } from './config.ts';
import { type InputFile, readInputs } from './files.ts';
import { formats } from './formats/index.ts';
import type { CheckedFile } from './formats/report.ts';
import { oneOf, parse, UsageError } from './usage.ts';

/** Reports what is wrong. Exit code 1 when there is an error among it. */
export async function check(args: string[]): Promise<number> {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      schema: { type: 'string' },
      format: { type: 'string', default: 'text' },
      config: { type: 'string' },
    },
  });
  const only = values.only === undefined ? undefined : oneOf('only', values.only, ['rules', 'schema']);
  if (values.schema !== undefined || only === 'schema')
    throw new UsageError('this version has no schema check yet: only well-formedness and rules');
  if (positionals.length === 0)
    throw new UsageError('check what? Give a file, a folder, or - for standard input');
  const format = oneOf('format', values.format, Object.keys(formats) as (keyof typeof formats)[]);
  const settings = await readConfig(values.config);

  const checked: CheckedFile[] = [];
  for await (const input of readInputs(positionals)) checked.push(checkFile(input, settings));
  process.stdout.write(formats[format](checked));
  return checked.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

function checkFile({ file, text }: InputFile, settings: Settings): CheckedFile {
  const lines = TextDocument.create(file, 'libvirt-domain', 0, text);
  const diagnostics = diagnose(openDocument(text), settings).map(
    ({ code, severity, message, start, end }) => ({
      code,
      severity,
      message,
      range: { start: lines.positionAt(start), end: lines.positionAt(end) },
    }),
  );
  return { file, diagnostics };
}
