import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../document.ts';
import { checkRules, type RuleProblem } from '../rules/check.ts';
import type { RuleContext, Severity } from '../rules/rule.ts';
import type { Settings } from '../settings.ts';
import { describeSyntax } from '../xml/messages.ts';
import type { Span } from '../xml/tree.ts';

export interface Diagnostic extends Span {
  /** A rule id, or `xml/…` for what is not well-formed, or `not-a-domain`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

/** All that is wrong with the document, in document order; never throws. */
export function diagnose(document: DomainDocument, settings: Settings): Diagnostic[] {
  return [
    ...document.xml.problems.map((problem): Diagnostic => {
      const { start, end, code } = problem;
      return { start, end, code: `xml/${code}`, severity: 'error', message: describeSyntax(problem) };
    }),
    ...wrongRoot(document),
    ...ruleProblems(document, settings).map(toDiagnostic),
  ].sort((a, b) => a.start - b.start);
}

export function toDiagnostic({ rule, finding, severity }: RuleProblem): Diagnostic {
  const { start, end } = finding.at;
  return { start, end, code: rule.id, severity, message: rule.message(finding.data) };
}

export function ruleProblems(document: DomainDocument, settings: Settings): RuleProblem[] {
  const context = ruleContext(document, settings);
  return context === undefined ? [] : checkRules(context, settings.rules);
}

export function ruleContext({ xml, domain }: DomainDocument, { queues }: Settings): RuleContext | undefined {
  return domain && { document: xml, domain, queues };
}

function wrongRoot({ xml, domain }: DomainDocument): Diagnostic[] {
  if (xml.root === undefined || domain !== undefined) return [];
  const { start, end } = xml.root.nameSpan;
  const message = l10n.t(
    'The root element is <{0}>, not <domain>: libvirt refuses this as a domain.',
    xml.root.name,
  );
  return [{ start, end, code: 'not-a-domain', severity: 'error', message }];
}
