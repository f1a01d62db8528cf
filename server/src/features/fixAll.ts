import { diffLines } from 'diff';
import { type DomainDocument, openDocument } from '../document.ts';
import { fixesOf, type RuleProblem } from '../rules/check.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { Settings } from '../settings.ts';
import { applyEdits, type TextEdit } from '../xml/edit.ts';
import { ruleContext, ruleProblems } from './diagnostics.ts';

/** One fix can bring the next mistake of the same place to light; more rounds than this no document needs. */
const maxRounds = 10;

/**
 * The text after all preferred fixes: the safe ones of errors and warnings, or, when rules are named, all of
 * theirs. Running it on its own result changes nothing.
 */
export function fixAll(document: DomainDocument, settings: Settings, only?: ReadonlySet<string>): string {
  let fixed = document;
  for (let round = 0; round < maxRounds; round++) {
    const edits = preferredEdits(fixed, settings, only);
    if (edits.length === 0) break;
    fixed = openDocument(applyEdits(fixed.text, edits));
  }
  return fixed.text;
}

/** The edits, whole lines each, that turn one text into the other. */
export function editsBetween(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const edits: TextEdit[] = [];
  let offset = 0;
  for (const { value, added, removed } of diffLines(before, after)) {
    if (added) edits.push({ start: offset, end: offset, newText: value });
    else {
      if (removed) edits.push({ start: offset, end: offset + value.length, newText: '' });
      offset += value.length;
    }
  }
  return edits;
}

function preferredEdits(
  document: DomainDocument,
  settings: Settings,
  only?: ReadonlySet<string>,
): TextEdit[] {
  const context = ruleContext(document, settings);
  if (context === undefined) return [];
  const edits: TextEdit[] = [];
  for (const problem of ruleProblems(document, settings)) {
    if (!isWanted(problem, only)) continue;
    const fix = preferredFix(problem, context, only !== undefined);
    if (fix?.every((edit) => edits.every((other) => areApart(edit, other)))) edits.push(...fix);
  }
  return edits;
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

/** Touching counts as together: two insertions at one place would come in no particular order. */
function areApart(a: TextEdit, b: TextEdit): boolean {
  return a.end < b.start || b.end < a.start;
}
