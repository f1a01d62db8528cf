import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Automaton } from '../../server/src/relaxng/index.ts';
import { readSchema } from '../../server/src/relaxng/read/index.ts';

/** Where Debian's libvirt packages put libvirt's schemas. */
export const libvirtSchemas = '/usr/share/libvirt/schemas';

const project = path.join(__dirname, '../..');

/** A thousand real domains where they lie beside the checkout, else those of the project. */
export const corpusFolders = [path.join(project, '../shared/corpus/domain')].filter((folder) =>
  existsSync(folder),
);
if (corpusFolders.length === 0)
  corpusFolders.push(path.join(project, 'examples'), path.join(project, 'test/rules/fixtures'));

export function libvirtAutomaton(entry = 'domain.rng'): Automaton {
  const { grammar, errors } = readSchema(entry, (file) => {
    const full = path.join(libvirtSchemas, file);
    return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
  });
  if (grammar === undefined)
    throw new Error(errors.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return new Automaton(grammar);
}

export function builtInAutomaton(): Automaton {
  const { grammar } = readSchema(path.join(project, 'server/grammar/domain.rnc'), (file) =>
    readFileSync(file, 'utf8'),
  );
  if (grammar === undefined) throw new Error('the built-in grammar has mistakes');
  return new Automaton(grammar);
}

export function corpus(): { readonly file: string; readonly text: string }[] {
  return corpusFolders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.xml'))
      .sort()
      .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') })),
  );
}

/** Documents of the corpus that libvirt itself printed; none where only the project's own are there. */
export function libvirtOutputs(): ReturnType<typeof corpus> {
  return corpus().filter(({ file }) => /out(data)?__/.test(file));
}

/** libxml2's verdict by a schema file: undefined where it does not come to one, as for a prefix without declaration. */
export async function libxml2Verdicts(schemaFile: string): Promise<(text: string) => boolean | undefined> {
  const libxml2 = await import('libxml2-wasm');
  const { xmlRegisterFsInputProviders } = await import('libxml2-wasm/lib/nodejs.mjs');
  xmlRegisterFsInputProviders();
  const schema = libxml2.XmlDocument.fromBuffer(readFileSync(schemaFile), { url: schemaFile });
  const validator = libxml2.RelaxNGValidator.fromDoc(schema);
  return (text) => {
    let document: InstanceType<typeof libxml2.XmlDocument>;
    try {
      document = libxml2.XmlDocument.fromString(text, { option: libxml2.ParseOption.XML_PARSE_NO_XXE });
    } catch {
      return undefined;
    }
    try {
      validator.validate(document);
      return true;
    } catch (error) {
      if (error instanceof libxml2.XmlValidateError) return false;
      throw error;
    } finally {
      document.dispose();
    }
  };
}
