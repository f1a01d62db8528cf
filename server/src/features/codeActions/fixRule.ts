import * as l10n from '@vscode/l10n';
import type { RuleProblem } from '../../rules/check.ts';
import { ruleDiagnostic } from '../diagnostics.ts';
import { fixEdits } from '../fixAll.ts';
import { type CodeActionSource, touches } from './codeAction.ts';

/** "Fix all" of the rule that finds fault here, where it does so in more than one place. */
export const fixRule: CodeActionSource = {
  kind: 'quickfix',
  actions({ opened, at, settings, problems }) {
    const here = new Map<string, RuleProblem>();
    for (const problem of problems.rules)
      if (touches(problem.finding.at, at)) here.set(problem.rule.id, problem);
    return [...here].flatMap(([id, problem]) => {
      if (problems.rules.filter(({ rule }) => rule.id === id).length < 2) return [];
      const edits = fixEdits(opened, settings, new Set([id]));
      if (edits.length === 0) return [];
      return [{ title: l10n.t('Fix all: {0} in this file', id), edits, diagnostic: ruleDiagnostic(problem) }];
    });
  },
};
