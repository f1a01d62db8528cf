import { fixesOf } from '../../rules/check.ts';
import type { Fix } from '../../rules/rule.ts';
import { schemaFixes } from '../../schema/fixes.ts';
import { type Diagnostic, ruleDiagnostic, schemaDiagnostic } from '../diagnostics.ts';
import { type CodeActionSource, type Offer, touches } from './codeAction.ts';

/** What cures a diagnostic at this place: the fixes of its rule, or of the schema. */
export const quickFixes: CodeActionSource = {
  kind: 'quickfix',
  actions(context) {
    const { at, problems, document } = context;
    const byRules = problems.rules
      .filter(({ finding }) => touches(finding.at, at))
      .flatMap((problem) => offers(ruleDiagnostic(problem), fixesOf(problem, context)));
    const bySchema = problems.schema
      .filter(({ problem }) => touches(problem, at))
      .flatMap((shown) => offers(schemaDiagnostic(shown), schemaFixes(shown.problem, document)));
    return [...byRules, ...bySchema];
  },
};

function offers(diagnostic: Diagnostic, fixes: readonly Fix[]): Offer[] {
  return fixes.map(({ title, edits, preferred }) => ({ title, edits, preferred, diagnostic }));
}
