import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadFirst, loadSchema, schemaSources, type UnusableSchema } from '../node/schemas.ts';
import { type Diagnostic, diagnose, diagnoseBySchema, openDocument, type Schema } from '../service.ts';
import { isDomainText } from '../xml/detect.ts';
import type { Configuration } from './config.ts';
import { type InputFile, readInputs } from './files.ts';
import type { CheckedFile } from './formats/report.ts';

export interface CheckOptions {
  readonly only: 'rules' | 'schema' | undefined;
  /** A folder of libvirt schemas, or one schema file. */
  readonly schema: string | undefined;
}

/** Checks everything at the paths, in order. */
export async function checkPaths(
  paths: readonly string[],
  { only, schema }: CheckOptions,
  configuration: Configuration,
): Promise<CheckedFile[]> {
  const diagnoseInput = only === 'schema' ? bySchema(schema) : byAll(configuration, only, schema);
  const checked: CheckedFile[] = [];
  // Of any XML when only a schema speaks, since that may be any schema.
  const inputs = readInputs(paths, only === 'schema' ? () => true : isDomainText);
  for await (const input of inputs) checked.push(checkFile(input, diagnoseInput));
  return checked;
}

type DiagnoseInput = (input: InputFile) => readonly Diagnostic[];

function byAll(
  configuration: Configuration,
  only: 'rules' | undefined,
  schemaPath: string | undefined,
): DiagnoseInput {
  const schema = only === 'rules' ? {} : { schema: schemaFrom(schemaPath) };
  return ({ file, text }) => diagnose(openDocument(text), { ...configuration.settingsFor(file), ...schema });
}

function bySchema(schemaPath: string | undefined): DiagnoseInput {
  const schema = schemaFrom(schemaPath);
  return ({ text }) => diagnoseBySchema(text, schema);
}

/** The schema that was asked for must be usable; without one, the first that is. */
function schemaFrom(schemaPath: string | undefined): Schema {
  const complain = ({ message }: UnusableSchema) => process.stderr.write(`virtqueue: ${message}\n`);
  return schemaPath === undefined
    ? loadFirst(schemaSources(undefined, undefined), complain).schema
    : loadSchema({ origin: 'setting', path: schemaPath }).schema;
}

function checkFile(input: InputFile, diagnoseInput: DiagnoseInput): CheckedFile {
  const { file, text } = input;
  const found = diagnoseInput(input);
  if (found.length === 0) return { file, diagnostics: [] };
  const document = TextDocument.create(file, 'libvirt-domain', 0, text);
  const rangeOf = ({ start, end }: { start: number; end: number }) => ({
    start: document.positionAt(start),
    end: document.positionAt(end),
  });
  const diagnostics = found.map(({ code, severity, message, related, ...span }) => ({
    code,
    severity,
    message,
    range: rangeOf(span),
    ...(related && { related: { message: related.message, range: rangeOf(related) } }),
  }));
  return { file, lines: text.split(/\r\n|\r|\n/), diagnostics };
}
