import { mentioned } from '../automaton/alphabet.ts';
import type { NameClass, Pattern } from '../grammar.ts';
import type { Namespaces } from '../namespaces.ts';
import { nearest, ranked } from './closeness.ts';
import type { ExpectedValue, SchemaName } from './problems.ts';

/** The names of these patterns as they are written here, each once; wildcards have none. */
export function schemaNames(
  patterns: Iterable<{ readonly kind: 'element' | 'attribute'; readonly name: NameClass }>,
  namespaces: Namespaces,
): SchemaName[] {
  const names = new Map<string, SchemaName>();
  for (const { kind, name } of patterns)
    for (const { namespace, local } of mentioned(name)) {
      const written = writtenName(kind, namespace, local, namespaces);
      names.set(`${namespace} ${written}`, { written, namespace, local });
    }
  return [...names.values()];
}

function writtenName(
  kind: 'element' | 'attribute',
  namespace: string,
  local: string,
  namespaces: Namespaces,
): string {
  const isDefault = kind === 'attribute' ? namespace === '' : namespaces.resolvePrefix('') === namespace;
  const prefix = isDefault ? undefined : namespaces.prefixOf(namespace);
  return prefix === undefined ? local : `${prefix}:${local}`;
}

/** The expected names, the closest first, and the one that was probably meant. */
export function closestNames(
  written: string,
  names: readonly SchemaName[],
): { expected: readonly SchemaName[]; nearest: SchemaName | undefined } {
  const local = written.slice(written.indexOf(':') + 1);
  return {
    expected: ranked(written, names, (name) => name.written),
    nearest: names.find((name) => name.local === local) ?? nearest(written, names, (name) => name.written),
  };
}

/** What these patterns of text ask for; the values closest to `given` first. */
export function expectedValue(patterns: Iterable<Pattern>, given: string): ExpectedValue {
  const allowed = new Set<string>();
  const types = new Map<string, ExpectedValue['types'][number]>();
  const seen = new Set(patterns);
  for (const pattern of seen) {
    if (pattern.kind === 'value') allowed.add(pattern.value);
    else if (pattern.kind === 'data') types.set(typeKey(pattern.type), pattern.type);
    else if (pattern.kind === 'text') types.set('text', { name: 'text', library: '', params: [] });
    else if (pattern.kind === 'list' || pattern.kind === 'oneOrMore') seen.add(pattern.of);
    else if ('members' in pattern) for (const member of pattern.members) seen.add(member);
  }
  return { allowed: ranked(given.trim(), [...allowed], (value) => value), types: [...types.values()] };
}

function typeKey({ library, name, params }: ExpectedValue['types'][number]): string {
  return JSON.stringify([library, name, params]);
}
