import { type DomainDocument, openDocument } from '../document.ts';
import { fixesOf, type RuleProblem } from '../rules/check.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { Settings } from '../settings.ts';
import { applyEdits, type TextEdit } from '../xml/edit.ts';
import { composeEdits, EditSet } from '../xml/editSets.ts';
import { ruleContext, ruleProblems } from './diagnostics.ts';

/** One fix can bring the next mistake of the same place to light; more rounds than this no document needs. */
const maxRounds = 10;

/**
 * The text after all preferred fixes: the safe ones of errors and warnings, or, when rules are named, all of
 * theirs. Running it on its own result changes nothing.
 */
export function fixAll(document: DomainDocument, settings: Settings, only?: ReadonlySet<string>): string {
  return applyEdits(document.text, fixEdits(document, settings, only));
}

/** The edits of the document that make it what `fixAll` says. */
export function fixEdits(
  document: DomainDocument,
  settings: Settings,
  only?: ReadonlySet<string>,
): readonly TextEdit[] {
  const rounds: (readonly TextEdit[])[] = [];
  let fixed = document;
  while (rounds.length < maxRounds) {
    const edits = preferredEdits(fixed, settings, only);
    if (edits.length === 0) break;
    rounds.push(edits);
    fixed = openDocument(applyEdits(fixed.text, edits));
  }
  return composeEdits(document.text, rounds);
}

function preferredEdits(
  document: DomainDocument,
  settings: Settings,
  only?: ReadonlySet<string>,
): readonly TextEdit[] {
  const context = ruleContext(document, settings);
  if (context === undefined) return [];
  const chosen = new EditSet();
  for (const problem of ruleProblems(document, settings))
    if (isWanted(problem, only)) chosen.add(preferredFix(problem, context, only !== undefined) ?? []);
  return chosen.edits;
}

function isWanted({ rule, severity }: RuleProblem, only?: ReadonlySet<string>): boolean {
  return only === undefined ? severity === 'error' || severity === 'warning' : only.has(rule.id);
}

function preferredFix(
  problem: RuleProblem,
  context: RuleContext,
  isAskedFor: boolean,
): readonly TextEdit[] | undefined {
  return fixesOf(problem, context).find(({ preferred, safe }) => preferred && (safe || isAskedFor))?.edits;
}
