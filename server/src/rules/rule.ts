import type { Domain } from '../libvirt/domain.ts';
import type { QueueSettings } from '../libvirt/multiQueue.ts';
import type { TextEdit } from '../xml/edit.ts';
import type { Span, XmlDocument } from '../xml/tree.ts';

/** What libvirt does decides: it refuses (error), it silently does something else (warning), it could be better (hint). */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface RuleContext {
  readonly document: XmlDocument;
  readonly domain: Domain;
  readonly queues: QueueSettings;
}

/** One place where a rule is broken: data, no sentence. */
export interface Finding<Data> {
  /** The smallest text that is wrong. */
  readonly at: Span;
  readonly data: Data;
  /** Where it is more than `at`: what the schema would say in here is said by this. */
  readonly covers?: Span;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

export interface Fix {
  readonly title: string;
  /** Together they leave no finding of the rule at this place. */
  readonly edits: readonly TextEdit[];
  /** The one fix most people want; applied by "fix all" if it is also safe. */
  readonly preferred: boolean;
  /** Whether it may be applied unseen: it changes nothing that the guest would notice beyond what the file asks for. */
  readonly safe: boolean;
}

/** A rule is one file with one of these, and one line in `index.ts`. Its page in docs/rules is made from it. */
export interface Rule<Data = unknown> {
  readonly id: string;
  readonly severity: Severity;
  readonly documentation: RuleDocumentation;
  check(context: RuleContext): Iterable<Finding<Data>>;
  message(data: Data): string;
  fixes(finding: Finding<Data>, context: RuleContext): readonly Fix[];
}

/** Markdown in English. The examples on the page are the rule's fixtures. */
export interface RuleDocumentation {
  /** One sentence: what is reported. */
  readonly summary: string;
  /** What libvirt does with it, and how that is known. */
  readonly libvirt: string;
  /** What to do about it, and what the fixes do. */
  readonly advice: string;
}
