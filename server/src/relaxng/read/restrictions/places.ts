import * as l10n from '@vscode/l10n';
import type { Grammar, Pattern } from '../../grammar.ts';
import { isInfinite } from '../nameClasses.ts';
import { walk } from '../walk.ts';
import type { Checked, Report } from './checked.ts';
import type { Kind, Kinds } from './kinds.ts';

const notInAttribute: readonly Kind[] = ['attribute', 'element'];
const notInList: readonly Kind[] = ['list', 'element', 'attribute', 'text', 'interleave'];
const notInExcept: readonly Kind[] = [
  ...(['attribute', 'element', 'list', 'text', 'group', 'interleave', 'oneOrMore', 'empty'] as const),
];
const notInStart: readonly Kind[] = [
  ...(['attribute', 'data', 'value', 'text', 'list', 'group', 'interleave', 'oneOrMore', 'empty'] as const),
];

/** Which patterns may stand inside which (specification, 7.1), and attributes of any name (7.3). */
export function checkPlaces({ grammar, composed }: Checked, kinds: Kinds, report: Report): void {
  const refused = (inside: Pattern, not: readonly Kind[]) => not.find((kind) => kinds.has(inside, kind));

  const inStart = refused(grammar.start, notInStart);
  if (inStart !== undefined)
    report(grammar.start, l10n.t('A document is one element: {0} cannot be the start.', inStart));

  for (const pattern of composed) {
    const kind = innerMistake(pattern, refused);
    if (kind !== undefined) report(pattern, l10n.t('{0} cannot contain {1}.', placeName(pattern), kind));
    if (pattern.kind === 'oneOrMore' && hasGroupedAttribute(pattern.of, kinds))
      report(
        pattern,
        l10n.t('A group that repeats cannot contain attributes: an element has each attribute once.'),
      );
  }
  if ([...composed].some(isWildcard)) checkWildcards(grammar, report);
}

function innerMistake(
  pattern: Pattern,
  refused: (inside: Pattern, not: readonly Kind[]) => Kind | undefined,
): Kind | undefined {
  if (pattern.kind === 'attribute') return refused(pattern.of, notInAttribute);
  if (pattern.kind === 'list') return refused(pattern.of, notInList);
  return pattern.kind === 'data' && pattern.except ? refused(pattern.except, notInExcept) : undefined;
}

function placeName({ kind }: Pattern): string {
  return kind === 'data' ? 'except' : kind;
}

function hasGroupedAttribute(pattern: Pattern, kinds: Kinds): boolean {
  if (!kinds.has(pattern, 'attribute')) return false;
  let found = false;
  walk(pattern, (inner) => {
    found ||= (inner.kind === 'group' || inner.kind === 'interleave') && kinds.has(inner, 'attribute');
    return !found && inner.kind !== 'attribute';
  });
  return found;
}

function isWildcard(pattern: Pattern): boolean {
  return pattern.kind === 'attribute' && isInfinite(pattern.name);
}

/** An attribute of any name stands for any number of them, so it has to be repeated. */
function checkWildcards({ start, elements }: Grammar, report: Report): void {
  const seen = new Set<Pattern>();
  for (const root of [start, ...elements.map(({ content }) => content)])
    walk(
      root,
      (pattern) => {
        if (isWildcard(pattern))
          report(pattern, l10n.t('An attribute with any name must be repeated: oneOrMore or zeroOrMore.'));
        return pattern.kind !== 'oneOrMore';
      },
      seen,
    );
}
