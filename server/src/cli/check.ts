import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadFirst, loadSchema, schemaSources, type UnusableSchema } from '../node/schemas.ts';
import {
  type Diagnostic,
  diagnose,
  diagnoseBySchema,
  openDocument,
  type Schema,
  type Settings,
} from '../service.ts';
import { isDomainText } from '../xml/detect.ts';
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
  if (only === 'rules' && values.schema !== undefined)
    throw new UsageError('--schema and --only rules exclude each other');
  if (positionals.length === 0)
    throw new UsageError('check what? Give a file, a folder, or - for standard input');
  const format = oneOf('format', values.format, Object.keys(formats) as (keyof typeof formats)[]);
  const settings = await readConfig(values.config);

  const checked: CheckedFile[] = [];
  const diagnoseText = only === 'schema' ? bySchema(values.schema) : byAll(settings, only, values.schema);
  const inputs = readInputs(positionals, only === 'schema' ? () => true : isDomainText);
  for await (const input of inputs) checked.push(checkFile(input, diagnoseText));
  process.stdout.write(formats[format](checked));
  return checked.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

type DiagnoseText = (text: string) => readonly Diagnostic[];

function byAll(settings: Settings, only: 'rules' | undefined, schemaPath: string | undefined): DiagnoseText {
  const all = only === 'rules' ? settings : { ...settings, schema: schemaFrom(schemaPath) };
  return (text) => diagnose(openDocument(text), all);
}

/** Of any XML, since any schema may be given. */
function bySchema(schemaPath: string | undefined): DiagnoseText {
  const schema = schemaFrom(schemaPath);
  return (text) => diagnoseBySchema(openDocument(text), schema);
}

/** The schema that was asked for must be usable; without one, the first that is. */
function schemaFrom(schemaPath: string | undefined): Schema {
  const complain = ({ message }: UnusableSchema) => process.stderr.write(`virtqueue: ${message}\n`);
  return schemaPath === undefined
    ? loadFirst(schemaSources(undefined, undefined), complain).schema
    : loadSchema({ origin: 'setting', path: schemaPath }).schema;
}

function checkFile({ file, text }: InputFile, diagnoseText: DiagnoseText): CheckedFile {
  const found = diagnoseText(text);
  if (found.length === 0) return { file, diagnostics: [] };
  const lines = TextDocument.create(file, 'libvirt-domain', 0, text);
  const diagnostics = found.map(({ code, severity, message, start, end }) => ({
    code,
    severity,
    message,
    range: { start: lines.positionAt(start), end: lines.positionAt(end) },
  }));
  return { file, diagnostics };
}
