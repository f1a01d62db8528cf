import { ancestors } from '../../xml/query.ts';
import type { XmlDocument, XmlElement } from '../../xml/tree.ts';
import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import { recovery } from '../explain/recovery.ts';
import { documentFrame, type Frame, type Memory, Walk } from '../walk.ts';

/** Reads up to some place of a document, saying nothing. */
export class Locator {
  readonly #automaton: Automaton;
  readonly #passing: Walk;
  readonly #entering: Walk;

  constructor(automaton: Automaton, document: XmlDocument) {
    const quiet = recovery(automaton, document, () => undefined);
    this.#automaton = automaton;
    this.#passing = new Walk(automaton, quiet, passingBy(automaton));
    this.#entering = new Walk(automaton, quiet, { ...nothingKnown, recall: () => undefined });
  }

  /** An element up to before its content. Undefined where the schema has nothing to say about it. */
  frameOf(element: XmlElement): Frame | undefined {
    const path = [element, ...ancestors(element)].reverse();
    const [root] = path;
    if (root === undefined) return undefined;
    let frame = documentFrame(this.#automaton, root);
    for (const each of path) {
      this.readTo(frame, each.start);
      const inner = this.#entering.enter(frame, each);
      if (inner === 'refused' || inner === frame) return undefined;
      frame = inner;
    }
    return frame;
  }

  /** Goes on in the content of an element to `offset`. */
  readTo(frame: Frame, offset: number): void {
    const children = frame.children.filter(({ end }) => end <= offset);
    // As a document of its own, so that the reading stops there and does not end the element.
    const part = { ...frame, element: undefined, parent: undefined, children };
    this.#passing.read(part);
    frame.content = part.content;
    frame.state = part.state;
    frame.next = part.next;
  }

  /** The last state of an element. */
  lastState(frame: Frame): State {
    this.readTo(frame, Number.POSITIVE_INFINITY);
    return frame.state;
  }
}

const nothingKnown = { entered: () => undefined, left: () => undefined };

/** Elements that can be one thing only are not looked into: what is in them decides nothing around them. */
function passingBy(automaton: Automaton): Memory {
  return {
    ...nothingKnown,
    recall: (_frame, _child, { branches }) => (branches.length === 1 ? automaton.done : undefined),
  };
}
