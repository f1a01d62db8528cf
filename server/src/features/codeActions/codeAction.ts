import type { DomainDocument } from '../../document.ts';
import type { RuleProblem } from '../../rules/check.ts';
import type { RuleContext } from '../../rules/rule.ts';
import type { Settings } from '../../settings.ts';
import type { TextEdit } from '../../xml/edit.ts';
import type { Span, XmlElement } from '../../xml/tree.ts';
import type { Diagnostic, ShownSchemaProblem } from '../diagnostics.ts';

/** Something that can be done to a document, ready to be chosen by its title. */
export interface CodeAction {
  readonly title: string;
  readonly kind: string;
  readonly edits: readonly TextEdit[];
  readonly preferred: boolean;
  /** What the quick fix cures. */
  readonly diagnostic?: Diagnostic;
}

/** One way to make code actions: a file with one of these, and a line in `index.ts`. */
export interface CodeActionSource {
  /** As in the Language Server Protocol, so that an editor can ask for it alone: `refactor.rewrite.…`. */
  readonly kind: string;
  /** Whether it is made only for an editor that asks for its kind. */
  readonly onRequestOnly?: boolean;
  actions(context: CodeActionContext): readonly Offer[];
}

/** A code action without its kind; not preferred unless it says so. */
export type Offer = Omit<CodeAction, 'kind' | 'preferred'> & { readonly preferred?: boolean };

/** What there is to know at a place of a document. */
export interface CodeActionContext extends RuleContext {
  readonly opened: DomainDocument;
  readonly at: Span;
  readonly settings: Settings;
  /** Whether the editor asked for this kind: what concerns the whole document is then offered everywhere. */
  readonly isAsked: boolean;
  /** What the rules and the schema find in the whole document. */
  readonly problems: {
    readonly rules: readonly RuleProblem[];
    readonly schema: readonly ShownSchemaProblem[];
  };
}

/** Whether the place touches one of the elements: the cursor may stand right behind the last character. */
export function isIn({ at }: CodeActionContext, ...elements: (XmlElement | undefined)[]): boolean {
  return elements.some((element) => element !== undefined && touches(element, at));
}

export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
