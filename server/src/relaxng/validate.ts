import type { XmlDocument } from '../xml/tree.ts';
import type { Automaton } from './automaton/automaton.ts';
import { TooComplex } from './automaton/nodes.ts';
import type { SchemaProblem } from './explain/problems.ts';
import { recovery } from './explain/recovery.ts';
import { type Memory, walk } from './walk.ts';

/** With so many problems a document is of another kind than the schema's; the rest is not told. */
const PROBLEM_LIMIT = 1000;

class Enough extends Error {}

/** All that the schema does not allow in a document, in the order of the text. */
export function validate(automaton: Automaton, document: XmlDocument): SchemaProblem[] {
  return findProblems(automaton, document, undefined).problems;
}

/** Whether the document is well-formed and what the schema asks for: the quick way, which finds no reasons. */
export function isValid(automaton: Automaton, document: XmlDocument): boolean {
  try {
    return document.problems.length === 0 && walk(automaton, document);
  } catch (error) {
    if (error instanceof TooComplex) return false;
    throw error;
  }
}

export interface Findings {
  readonly problems: SchemaProblem[];
  /** Whether all of the document was read. */
  readonly isComplete: boolean;
}

export function findProblems(
  automaton: Automaton,
  document: XmlDocument,
  memory: (Memory & { foundProblem(): void }) | undefined,
): Findings {
  const problems: SchemaProblem[] = [];
  const report = (problem: SchemaProblem) => {
    problems.push(problem);
    memory?.foundProblem();
    if (problems.length === PROBLEM_LIMIT) throw new Enough();
  };
  const found = (isComplete: boolean) => ({
    problems: problems.sort((a, b) => a.start - b.start),
    isComplete,
  });
  try {
    walk(automaton, document, recovery(automaton, document, report), memory);
    return found(true);
  } catch (error) {
    if (error instanceof Enough) return found(false);
    if (!(error instanceof TooComplex)) throw error;
    const { start, end } = document.root?.nameSpan ?? { start: 0, end: 0 };
    return { problems: [{ kind: 'schema-too-complex', start, end }], isComplete: false };
  }
}
