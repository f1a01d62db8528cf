import type { XmlDocument } from '../xml/tree.ts';
import type { Automaton } from './automaton.ts';
import { TooComplex } from './nodes.ts';
import { walk } from './walk.ts';

/** Whether the document is well-formed and what the schema asks for: the quick way, which finds no reasons. */
export function isValid(automaton: Automaton, document: XmlDocument): boolean {
  try {
    return document.problems.length === 0 && walk(automaton, document);
  } catch (error) {
    if (error instanceof TooComplex) return false;
    throw error;
  }
}
