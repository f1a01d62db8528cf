import * as l10n from '@vscode/l10n';
import type { AttributePattern, ElementPattern, NameClass, Pattern } from '../../grammar.ts';
import { commonName, isInfinite } from '../nameClasses.ts';
import { walk } from '../walk.ts';
import type { Checked, Report } from './checked.ts';
import type { Kinds } from './kinds.ts';

/**
 * An attribute has one place in a group (specification, 7.3), an element and text have one in an interleave (7.4):
 * otherwise nobody could tell which of two is meant.
 */
export function checkOverlaps({ composed }: Checked, kinds: Kinds, report: Report): void {
  const told = new Set<Pattern>();
  const tell = (at: Pattern, message: string) => {
    if (!told.has(at)) report(at, message);
    told.add(at);
  };
  for (const pattern of composed) {
    if (pattern.kind !== 'group' && pattern.kind !== 'interleave') continue;
    const { members } = pattern;
    if (kinds.has(pattern, 'attribute'))
      for (const { at, name } of overlaps('attribute', members, kinds))
        tell(at, l10n.t('The attribute {0} can already stand here: an element has it once.', name));
    if (pattern.kind === 'group') continue;
    if (kinds.has(pattern, 'element'))
      for (const { at, name } of overlaps('element', members, kinds))
        tell(
          at,
          l10n.t('The element {0} is in two parts of an interleave: nobody can tell which is meant.', name),
        );
    const [, secondText] = kinds.has(pattern, 'text')
      ? members.filter((each) => kinds.has(each, 'text'))
      : [];
    if (secondText !== undefined)
      tell(secondText, l10n.t('Text is in two parts of an interleave: nobody can tell which is meant.'));
  }
}

/** More of them in one group are not compared: no schema has as many, but to keep its reader busy. */
const WILDCARD_LIMIT = 100;

type Named = AttributePattern | ElementPattern;

interface Owned {
  readonly at: Named;
  /** Which member of the group it is in. */
  readonly owner: number;
}

interface Overlap {
  /** The later one of the two. */
  readonly at: Named;
  /** A name that both have. */
  readonly name: string;
}

/** The elements or attributes in `members` whose name another member has too. */
function overlaps(kind: Named['kind'], members: readonly Pattern[], kinds: Kinds): Overlap[] {
  const found: Overlap[] = [];
  const owners = new Map<string, number>();
  const all: Owned[] = [];
  let hasInfinite = false;
  for (const [owner, member] of members.entries()) {
    forEachNamed(kind, member, kinds, (at) => {
      all.push({ at, owner });
      hasInfinite ||= isInfinite(at.name);
      forEachName(at.name, (namespace, local) => {
        const key = namespace === '' ? local : `${namespace} ${local}`;
        const known = owners.get(key);
        if (known === undefined) owners.set(key, owner);
        else if (known !== owner) found.push({ at, name: local });
      });
    });
  }
  return hasInfinite ? [...found, ...infiniteOverlaps(all)] : found;
}

/** Overlaps with the patterns that have names without end. */
function infiniteOverlaps(all: readonly Owned[]): Overlap[] {
  const infinite = all.filter(({ at }) => isInfinite(at.name)).slice(0, WILDCARD_LIMIT);
  return infinite.flatMap((wildcard) =>
    all.flatMap((other) => {
      if (other.owner === wildcard.owner) return [];
      const name = commonName(wildcard.at.name, other.at.name);
      return name === undefined
        ? []
        : [{ at: wildcard.owner < other.owner ? other.at : wildcard.at, name: name.local }];
    }),
  );
}

function forEachNamed(
  kind: Named['kind'],
  pattern: Pattern,
  kinds: Kinds,
  visit: (named: Named) => void,
): void {
  if (!kinds.has(pattern, kind)) return;
  walk(pattern, (inner) => {
    if (inner.kind === kind) visit(inner);
    return inner.kind !== 'attribute' && kinds.has(inner, kind);
  });
}

function forEachName(name: NameClass, visit: (namespace: string, local: string) => void): void {
  if (name.kind === 'name') visit(name.namespace, name.local);
  else if (name.kind === 'choice') for (const member of name.members) forEachName(member, visit);
}
