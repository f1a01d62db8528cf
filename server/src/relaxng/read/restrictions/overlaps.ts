import * as l10n from '@vscode/l10n';
import type { AttributePattern, ElementPattern, NameClass, Pattern } from '../../grammar.ts';
import { commonName, isInfinite, namesOf } from '../nameClasses.ts';
import { walk } from '../walk.ts';
import type { Checked } from './checked.ts';
import type { Kinds } from './kinds.ts';

/**
 * An attribute has one place in a group (specification, 7.3), an element and text have one in an interleave (7.4):
 * otherwise nobody could tell which of two is meant.
 */
export function checkOverlaps(checked: Checked, kinds: Kinds): void {
  const told = new Set<Pattern>();
  const tell = (at: Pattern, message: string) => {
    if (!told.has(at)) checked.report(at, message);
    told.add(at);
  };
  for (const pattern of checked.patterns) {
    if (pattern.kind !== 'group' && pattern.kind !== 'interleave') continue;
    const having = (kind: 'attribute' | 'element' | 'text') =>
      pattern.members.filter((member) => kinds.has(member, kind));
    for (const { at, name } of overlaps(having('attribute'), attributesIn))
      tell(at, l10n.t('The attribute {0} can already stand here: an element has it once.', name));
    if (pattern.kind === 'group') continue;
    for (const { at, name } of overlaps(having('element'), elementsIn))
      tell(
        at,
        l10n.t('The element {0} is in two parts of an interleave: nobody can tell which is meant.', name),
      );
    const [, secondText] = having('text');
    if (secondText !== undefined)
      tell(secondText, l10n.t('Text is in two parts of an interleave: nobody can tell which is meant.'));
  }
}

type Named = AttributePattern | ElementPattern;

function attributesIn(pattern: Pattern): Named[] {
  return namedIn(pattern, 'attribute');
}

function elementsIn(pattern: Pattern): Named[] {
  return namedIn(pattern, 'element');
}

function namedIn(pattern: Pattern, kind: Named['kind']): Named[] {
  const found: Named[] = [];
  walk(pattern, (inner) => {
    if (inner.kind === kind) found.push(inner);
    return inner.kind !== 'attribute';
  });
  return found;
}

interface Overlap {
  /** The later one of the two. */
  readonly at: Named;
  readonly name: string;
}

/** The patterns in `members` whose name another member has too. */
function overlaps(members: readonly Pattern[], namedInside: (member: Pattern) => Named[]): Overlap[] {
  if (members.length < 2) return [];
  const found: Overlap[] = [];
  /** Which member has a name. */
  const owners = new Map<string, number>();
  const infinite: { readonly name: NameClass; readonly owner: number }[] = [];
  const finite: { readonly name: NameClass; readonly owner: number }[] = [];
  for (const [index, member] of members.entries()) {
    for (const at of namedInside(member)) {
      const others = isInfinite(at.name) ? [...infinite, ...finite] : infinite;
      const other = others.find(({ name, owner }) => owner !== index && commonName(name, at.name));
      if (other !== undefined) found.push({ at, name: written(commonName(other.name, at.name)) });
      for (const { namespace, local } of namesOf(at.name)) {
        const owner = owners.get(`${namespace} ${local}`) ?? index;
        if (owner !== index) found.push({ at, name: local });
        owners.set(`${namespace} ${local}`, owner);
      }
      (isInfinite(at.name) ? infinite : finite).push({ name: at.name, owner: index });
    }
  }
  return found;
}

/** Namespaces are told apart in the schema; their names here would hide the rest of the sentence. */
function written(name: { readonly local: string } | undefined): string {
  return name?.local ?? '*';
}
