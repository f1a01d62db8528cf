import { mentioned } from '../automaton/alphabet.ts';
import type { NameClass, Pattern } from '../grammar.ts';
import type { Namespaces } from '../namespaces.ts';
import { closest, ranked } from './closeness.ts';
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

/**
 * The expected names, the closest first, and the one that was probably meant: of those equally close one that fits. A
 * name that is known elsewhere was hardly meant to be another, unless that is one slip away.
 */
export function closestNames(
  written: string,
  names: readonly SchemaName[],
  isKnown: boolean,
  fits: (name: SchemaName) => boolean,
): { readonly expected: readonly SchemaName[]; readonly nearest: SchemaName | undefined } {
  const local = written.slice(written.indexOf(':') + 1);
  const candidates = ranked(written, names, (name) => name.written);
  const sameLocal = candidates.filter(({ meant }) => meant.local === local);
  const close = sameLocal.length > 0 ? sameLocal : closest(written, candidates);
  const nearest = close.find(({ meant }) => fits(meant)) ?? close[0];
  const isMeant = nearest !== undefined && (!isKnown || nearest.slips <= 1);
  return { expected: candidates.map(({ meant }) => meant), nearest: isMeant ? nearest.meant : undefined };
}

/** What these patterns of text ask for; the values closest to `given` first, in the schema's order where nothing is given. */
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
  const values = [...allowed];
  const isGiven = given.trim() !== '';
  return {
    allowed: isGiven ? ranked(given.trim(), values, (value) => value).map(({ meant }) => meant) : values,
    types: [...types.values()],
  };
}

/** The listed value that was probably meant. */
export function nearestValue(given: string, { allowed }: ExpectedValue): string | undefined {
  const [first] = allowed;
  const candidates = ranked(given.trim(), first === undefined ? [] : [first], (value) => value);
  return closest(given.trim(), candidates)[0]?.meant;
}

function typeKey({ library, name, params }: ExpectedValue['types'][number]): string {
  return JSON.stringify([library, name, params]);
}
