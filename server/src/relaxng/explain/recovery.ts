import type { XmlDocument } from '../../xml/tree.ts';
import type { Automaton } from '../automaton/automaton.ts';
import type { Frame, Recovery } from '../walk.ts';
import { refuseAttributes } from './attributes.ts';
import { refuseEnd, refuseText } from './contents.ts';
import type { Context, Notes } from './context.ts';
import { refuseElement } from './elements.ts';
import type { SchemaProblem } from './problems.ts';
import { Vocabulary } from './vocabulary.ts';

/** Problems for which what blocks something is looked for. */
const EXPLORED = 200;

/** Turns refusals into problems, and goes on as if the document were as it was probably meant. */
export function recovery(
  automaton: Automaton,
  { text }: XmlDocument,
  report: (problem: SchemaProblem) => void,
): Recovery {
  const notes = new WeakMap<Frame, Notes>();
  let explored = 0;
  const context: Context = {
    automaton,
    text,
    get vocabulary() {
      return vocabularyOf(automaton);
    },
    report,
    notes(frame) {
      let known = notes.get(frame);
      if (known === undefined) {
        known = { late: new Set(), hasDropped: false };
        notes.set(frame, known);
      }
      return known;
    },
    mayExplore: () => explored++ < EXPLORED,
  };
  return {
    element: (frame, child, namespaces) => refuseElement(context, frame, child, namespaces),
    attributes: (frame) => refuseAttributes(context, frame),
    text: (frame, string, first, end) => refuseText(context, frame, string, first, end),
    end: (frame, last) => refuseEnd(context, frame, last),
  };
}

const vocabularies = new WeakMap<Automaton, Vocabulary>();

/** Made when first asked for: a document without mistakes needs none. */
function vocabularyOf(automaton: Automaton): Vocabulary {
  let vocabulary = vocabularies.get(automaton);
  if (vocabulary === undefined) {
    vocabulary = new Vocabulary(automaton.grammar, automaton.alphabet);
    vocabularies.set(automaton, vocabulary);
  }
  return vocabulary;
}
