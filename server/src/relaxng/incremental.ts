import type { XmlDocument, XmlElement } from '../xml/tree.ts';
import type { Automaton } from './automaton/automaton.ts';
import type { State } from './automaton/state.ts';
import type { SchemaProblem } from './explain/problems.ts';
import type { Namespaces } from './namespaces.ts';
import { findProblems } from './validate.ts';
import type { Frame, Memory } from './walk.ts';

/** A document that has been checked, with what makes the next check of it quick. */
export interface Checked {
  readonly problems: readonly SchemaProblem[];
  readonly text: string;
  /** Undefined when not all of it was read. */
  readonly trace: Trace | undefined;
}

/** How an element was read. */
interface Trace {
  /** From the start of the element around. */
  readonly offset: number;
  readonly length: number;
  readonly namespaces: Namespaces;
  readonly first: State;
  readonly last: State;
  /** Whether there is nothing to say about it, so that it need not be read again while it and its `first` stay. */
  readonly isClean: boolean;
  readonly children: readonly Trace[];
}

/**
 * All that the schema does not allow in a document: what `validate` says, found by reading only what was edited since
 * `previous`, the elements around that, and those with problems.
 */
export function check(automaton: Automaton, document: XmlDocument, previous?: Checked): Checked {
  const memory = new EditMemory(document, previous);
  const { problems, isComplete } = findProblems(automaton, document, memory);
  return { problems, text: document.text, trace: isComplete ? memory.trace : undefined };
}

/** An element that is being read. */
interface Reading {
  readonly start: number;
  /** How its children were read before the edit, and where it stood. */
  readonly childrenBefore: readonly Trace[];
  readonly startBefore: number;
  /** The next of the children before that may be the next child now. */
  next: number;
  isClean: boolean;
  readonly children: Trace[];
}

class EditMemory implements Memory {
  readonly #edit: Edit;
  readonly #open: Reading[] = [];

  constructor({ text }: XmlDocument, previous: Checked | undefined) {
    this.#edit =
      previous === undefined ? { start: 0, end: text.length, shift: 0 } : editBetween(previous.text, text);
    this.#open.push(reading(0, 0, previous?.trace && [previous.trace]));
  }

  /** Of the root. */
  get trace(): Trace | undefined {
    return this.#open[0]?.children[0];
  }

  recall(_: Frame, child: XmlElement, first: State, namespaces: Namespaces): State | undefined {
    const parent = this.#open.at(-1);
    if (parent === undefined || !this.#isUntouched(child)) return undefined;
    const before = this.#before(parent, child);
    if (before === undefined || !before.isClean || before.first !== first) return undefined;
    if (before.length !== child.end - child.start || !before.namespaces.equals(namespaces)) return undefined;
    const offset = child.start - parent.start;
    parent.children.push(offset === before.offset ? before : { ...before, offset });
    return before.last;
  }

  entered(frame: Frame): void {
    const parent = this.#open.at(-1);
    if (parent === undefined || frame.element === undefined) return;
    const before = this.#before(parent, frame.element);
    const startBefore = parent.startBefore + (before?.offset ?? 0);
    this.#open.push(reading(frame.element.start, startBefore, before?.children));
  }

  left({ element, namespaces, start }: Frame, last: State): void {
    const own = this.#open.pop();
    const parent = this.#open.at(-1);
    if (own === undefined || parent === undefined || element === undefined) return;
    const isClean = own.isClean && last.isFinal;
    if (!isClean) parent.isClean = false;
    parent.children.push({
      offset: element.start - parent.start,
      length: element.end - element.start,
      namespaces,
      first: start,
      last,
      isClean,
      children: own.children,
    });
  }

  foundProblem(): void {
    const reading = this.#open.at(-1);
    if (reading !== undefined) reading.isClean = false;
  }

  #isUntouched({ start, end, endTag, selfClosing }: XmlElement): boolean {
    const isWhole = selfClosing || endTag !== undefined;
    return isWhole && (end <= this.#edit.start || start >= this.#edit.end);
  }

  /** How a child was read before; children come in the order of the text, then as now. */
  #before(parent: Reading, { start }: XmlElement): Trace | undefined {
    const children = parent.childrenBefore;
    const wanted = (start < this.#edit.end ? start : start - this.#edit.shift) - parent.startBefore;
    while ((children[parent.next]?.offset ?? wanted) < wanted) parent.next++;
    const before = children[parent.next];
    return before?.offset === wanted ? before : undefined;
  }
}

function reading(start: number, startBefore: number, childrenBefore: readonly Trace[] = []): Reading {
  return { start, childrenBefore, startBefore, next: 0, isClean: true, children: [] };
}

/** What has changed: the text from `start` to `end` is new, and what follows it has moved by `shift`. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}

/** Text is compared by as much at a time, which is a good deal quicker than letter by letter. */
const STRETCH = 1024;

function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  const shift = after.length - before.length;
  let start = 0;
  while (start + STRETCH <= shorter && isSame(before, start, after, start)) start += STRETCH;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = after.length;
  const least = start + Math.max(shift, 0);
  while (end - STRETCH >= least && isSame(before, end - shift - STRETCH, after, end - STRETCH))
    end -= STRETCH;
  while (end > least && after.charCodeAt(end - 1) === before.charCodeAt(end - shift - 1)) end--;
  return { start, end, shift };
}

function isSame(before: string, startBefore: number, after: string, start: number): boolean {
  return before.slice(startBefore, startBefore + STRETCH) === after.slice(start, start + STRETCH);
}
