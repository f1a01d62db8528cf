import * as l10n from '@vscode/l10n';
import type { Pattern } from '../../grammar.ts';
import { hasParts } from '../walk.ts';
import type { Checked, Report } from './checked.ts';
import type { Kinds } from './kinds.ts';

/** What a pattern stands for; larger ones win in a choice. `simple` is text read by datatypes. */
const types = ['empty', 'complex', 'simple'] as const;
type ContentType = (typeof types)[number];

/** Text that datatypes read has no other text and no elements beside it (specification, 7.2). */
export function checkContentTypes({ grammar }: Checked, _kinds: Kinds, report: Report): void {
  const typing = new ContentTypes(report);
  const { start, elements } = grammar;
  for (const root of [start, ...elements.map(({ content }) => content)]) typing.of(root);
}

class ContentTypes {
  readonly #report: Report;
  readonly #known = new Map<Pattern, ContentType>();

  constructor(report: Report) {
    this.#report = report;
  }

  of(pattern: Pattern): ContentType {
    if (!hasParts(pattern)) return this.#find(pattern);
    const known = this.#known.get(pattern);
    if (known !== undefined) return known;
    const type = this.#find(pattern);
    this.#known.set(pattern, type);
    return type;
  }

  #find(pattern: Pattern): ContentType {
    switch (pattern.kind) {
      case 'empty':
      case 'notAllowed':
        return 'empty';
      case 'text':
      case 'element':
        return 'complex';
      case 'data':
      case 'value':
      case 'list':
        return 'simple';
      case 'attribute':
        this.of(pattern.of);
        return 'empty';
      case 'choice':
        return largest(pattern.members.map((member) => this.of(member)));
      case 'oneOrMore': {
        const type = this.of(pattern.of);
        if (type === 'simple')
          this.#report(pattern, l10n.t('A value cannot repeat: for several in one text there is list.'));
        return type;
      }
      case 'group':
      case 'interleave':
        return this.#together(pattern.members);
    }
  }

  #together(members: readonly Pattern[]): ContentType {
    const typed = members
      .map((member) => ({ member, type: this.of(member) }))
      .filter(({ type }) => type !== 'empty');
    const simple = typed.find(({ type }) => type === 'simple');
    if (simple !== undefined && typed.length > 1)
      this.#report(
        simple.member,
        l10n.t(
          'A value is all the text of its element: no other value, text or element can stand beside it.',
        ),
      );
    return largest(typed.map(({ type }) => type));
  }
}

function largest(found: readonly ContentType[]): ContentType {
  return found.reduce((a, b) => (types.indexOf(a) < types.indexOf(b) ? b : a), 'empty');
}
