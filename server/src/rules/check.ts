import { fitTogether } from '../xml/edit.ts';
import { rules } from './index.ts';
import type { Finding, Fix, Rule, RuleContext, Severity } from './rule.ts';
import { suppressions } from './suppressions.ts';

/** A finding with the rule that made it and the severity that the settings give it. */
export interface RuleProblem {
  readonly rule: Rule;
  readonly finding: Finding<unknown>;
  readonly severity: Severity;
}

/** Severity per rule id; `off` silences a rule. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

/** Every finding of every rule that is on, except where a comment silences it; in document order. */
export function checkRules(context: RuleContext, settings: RuleSettings): RuleProblem[] {
  const isSuppressed = suppressions(context.document);
  const problems: RuleProblem[] = [];
  for (const rule of rules) {
    const setting = settings[rule.id];
    if (setting === 'off') continue;
    for (const finding of rule.check(context)) {
      if (isSuppressed(rule.id, finding.at)) continue;
      problems.push({ rule, finding, severity: setting ?? finding.severity ?? rule.severity });
    }
  }
  return problems.sort((a, b) => a.finding.at.start - b.finding.at.start);
}

/** The fixes of one problem, the preferred one first; in a document that is broken enough, some cannot be made. */
export function fixesOf({ rule, finding }: RuleProblem, context: RuleContext): readonly Fix[] {
  return rule.fixes(finding, context).filter(({ edits }) => fitTogether(edits));
}
