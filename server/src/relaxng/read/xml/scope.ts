import type { ValueContext } from '../../grammar.ts';
import { resolvePath } from '../paths.ts';

/** What an element of a schema passes on to those inside it. */
export interface Scope {
  /** The `ns` attribute. */
  readonly namespace: string;
  readonly library: string;
  /** What relative references are resolved against. */
  readonly base: string;
  /** Namespaces by prefix; the empty prefix for unprefixed element names of the schema itself. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly context: ValueContext;
}

const xmlNamespace: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

export function outermostScope(file: string, namespace: string): Scope {
  return { namespace, library: '', base: file, prefixes: xmlNamespace, context: contextOf(xmlNamespace) };
}

/** The scope inside an element with these attributes. */
export function innerScope(
  outer: Scope,
  attributes: readonly { readonly name: string; readonly value: string }[],
): Scope {
  if (attributes.length === 0) return outer;
  let { namespace, library, base } = outer;
  let declared: Map<string, string> | undefined;
  for (const { name, value } of attributes) {
    if (name === 'ns') namespace = value;
    else if (name === 'datatypeLibrary') library = value;
    else if (name === 'xml:base') base = resolvePath(base, value);
    else if (name === 'xmlns' || name.startsWith('xmlns:')) {
      declared ??= new Map(outer.prefixes);
      declared.set(name.slice('xmlns:'.length), value);
    }
  }
  const isSame = namespace === outer.namespace && library === outer.library && base === outer.base;
  if (declared === undefined) return isSame ? outer : { ...outer, namespace, library, base };
  return { namespace, library, base, prefixes: declared, context: contextOf(declared) };
}

function contextOf(prefixes: ReadonlyMap<string, string>): ValueContext {
  return { resolvePrefix: (prefix) => prefixes.get(prefix) || (prefix === '' ? '' : undefined) };
}
