import type { XmlDocument, XmlElement, XmlNode } from '../xml/tree.ts';
import type { Alphabet, Name } from './automaton/alphabet.ts';
import type { Automaton } from './automaton/automaton.ts';
import type { Opening, State } from './automaton/state.ts';
import { isBlank } from './automaton/strings.ts';
import { isDeclaration, Namespaces } from './namespaces.ts';

/** An element being read; the outermost stands for the document. */
export interface Frame {
  readonly parent: Frame | undefined;
  /** Undefined for the document. */
  readonly element: XmlElement | undefined;
  readonly children: readonly XmlNode[];
  readonly namespaces: Namespaces;
  /** How to go on in the parent; undefined when the element is none of what the parent may have. */
  readonly opening: Opening | undefined;
  /** Before the attributes. */
  readonly start: State;
  /** After the attributes. */
  content: State;
  /** Where the reading is now. */
  state: State;
  next: number;
}

/** What an element is taken for. */
export interface Entry {
  readonly opening: Opening | undefined;
  readonly start: State;
}

/** Says how to go on after something the schema does not allow. */
export interface Recovery {
  /** Undefined: not at all inside it. */
  element(frame: Frame, child: XmlElement, namespaces: Namespaces): Entry | undefined;
  /** The state after the start tag. */
  attributes(frame: Frame): State;
  /** The state after the text, which are the nodes from `first` to before `end`. */
  text(frame: Frame, text: string, first: number, end: number): State;
  /** The element ends too early in `last`; the state of the parent after it. */
  end(frame: Frame, last: State): State | undefined;
}

/** What was found in earlier readings. */
export interface Memory {
  /** The last state of an element that is known to be without fault; undefined to read it. */
  recall(frame: Frame, child: XmlElement, start: State, namespaces: Namespaces): State | undefined;
  entered(frame: Frame): void;
  left(frame: Frame, last: State): void;
}

/** Reads a document. False as soon as something is not allowed and there is no recovery. */
export function walk(
  automaton: Automaton,
  { root }: XmlDocument,
  recovery?: Recovery,
  memory?: Memory,
): boolean {
  if (root === undefined) return false;
  return new Walk(automaton, recovery, memory).read(documentFrame(automaton, root));
}

export function documentFrame(automaton: Automaton, root: XmlElement): Frame {
  const start = automaton.start();
  return {
    parent: undefined,
    element: undefined,
    children: [root],
    namespaces: Namespaces.none,
    opening: undefined,
    start,
    content: start,
    state: start,
    next: 0,
  };
}

export class Walk {
  readonly #automaton: Automaton;
  readonly #recovery: Recovery | undefined;
  readonly #memory: Memory | undefined;

  constructor(automaton: Automaton, recovery: Recovery | undefined, memory: Memory | undefined) {
    this.#automaton = automaton;
    this.#recovery = recovery;
    this.#memory = memory;
  }

  /** Reads on to the end of the outermost element, however deep that leads. */
  read(start: Frame): boolean {
    let frame: Frame | undefined = start;
    while (frame !== undefined) {
      const next = this.#step(frame);
      if (next === 'refused') return false;
      frame = next;
    }
    return true;
  }

  /** Goes on to the next element below this one, or leaves it. */
  #step(frame: Frame): Frame | undefined | 'refused' {
    const { children } = frame;
    const first = frame.next;
    let text = '';
    for (let at = first; at < children.length; at++) {
      const child = children[at];
      if (child?.kind === 'text' || child?.kind === 'cdata') text += child.value;
      else if (child?.kind === 'element') {
        frame.next = at + 1;
        if (!isBlank(text) && !this.#text(frame, text, first, at)) return 'refused';
        return this.enter(frame, child);
      }
    }
    frame.next = children.length;
    if (frame.element === undefined) return undefined;
    if (!this.#lastText(frame, text, first)) return 'refused';
    return this.#leave(frame, frame.parent);
  }

  /** Begins a child; `frame` itself when that is all there is to it. */
  enter(frame: Frame, child: XmlElement): Frame | 'refused' {
    const automaton = this.#automaton;
    const namespaces = frame.namespaces.inside(child);
    const opening = automaton.open(frame.state, elementName(automaton, child.name, namespaces));
    if (opening === undefined) return this.#enterUnexpected(frame, child, namespaces);
    const start = opening.inner;
    const last =
      this.#memory === undefined
        ? lastOfLeaf(automaton, start, child, namespaces)
        : this.#memory.recall(frame, child, start, namespaces);
    if (last === undefined) return this.#enterAs(frame, child, namespaces, { opening, start });
    frame.state = automaton.leave(frame.state, opening, last);
    return frame;
  }

  #enterUnexpected(frame: Frame, child: XmlElement, namespaces: Namespaces): Frame | 'refused' {
    if (this.#recovery === undefined) return 'refused';
    const entry = this.#recovery.element(frame, child, namespaces);
    return entry === undefined ? frame : this.#enterAs(frame, child, namespaces, entry);
  }

  #enterAs(
    parent: Frame,
    element: XmlElement,
    namespaces: Namespaces,
    { opening, start }: Entry,
  ): Frame | 'refused' {
    const { children } = element;
    const frame: Frame = {
      parent,
      element,
      children,
      namespaces,
      opening,
      start,
      content: start,
      state: start,
      next: 0,
    };
    this.#memory?.entered(frame);
    const content = afterTag(this.#automaton, start, element, namespaces);
    if (content.isDead && this.#recovery === undefined) return 'refused';
    frame.content = content.isDead && this.#recovery ? this.#recovery.attributes(frame) : content;
    frame.state = frame.content;
    return frame;
  }

  #text(frame: Frame, text: string, first: number, end: number): boolean {
    const after = this.#automaton.text(frame.state, text, frame.namespaces);
    return this.#goOn(frame, after, text, first, end);
  }

  #lastText(frame: Frame, text: string, first: number): boolean {
    if (first > 0) return isBlank(text) || this.#text(frame, text, first, frame.children.length);
    const after = this.#automaton.wholeText(frame.state, text, frame.namespaces);
    return this.#goOn(frame, after, text, first, frame.children.length);
  }

  #goOn(frame: Frame, after: State, text: string, first: number, end: number): boolean {
    if (!after.isDead) frame.state = after;
    else if (this.#recovery === undefined) return false;
    else frame.state = this.#recovery.text(frame, text, first, end);
    return true;
  }

  #leave(frame: Frame, parent: Frame | undefined): Frame | undefined | 'refused' {
    const { opening, state } = frame;
    this.#memory?.left(frame, state);
    if (!state.isFinal) {
      if (this.#recovery === undefined) return 'refused';
      const after = this.#recovery.end(frame, state);
      if (parent !== undefined && after !== undefined) parent.state = after;
    } else if (parent !== undefined && opening !== undefined)
      parent.state = this.#automaton.leave(parent.state, opening, state);
    return parent;
  }
}

/** The last state of an element that has no content and needs none: there are many, and they are quickly done with. */
function lastOfLeaf(
  automaton: Automaton,
  start: State,
  element: XmlElement,
  namespaces: Namespaces,
): State | undefined {
  if (element.children.length > 0) return undefined;
  const content = afterTag(automaton, start, element, namespaces);
  if (content.isDead) return undefined;
  const last = automaton.wholeText(content, '', namespaces);
  return last.isFinal ? last : undefined;
}

/** The state after an element's attributes; dead when one may not be there or is missing. */
export function afterTag(
  automaton: Automaton,
  start: State,
  element: XmlElement,
  namespaces: Namespaces,
): State {
  let state = start;
  for (const { name, value } of element.attributes) {
    if (isDeclaration(name)) continue;
    state = automaton.attribute(state, attributeName(automaton, name, namespaces), value, namespaces);
    if (state.isDead) return state;
  }
  return automaton.content(state);
}

export function elementName({ alphabet }: Automaton, name: string, namespaces: Namespaces): Name {
  const unqualified = namespaces.default === '' ? alphabet.unqualified(name) : undefined;
  return unqualified ?? qualifiedName(alphabet, name, namespaces, namespaces.default);
}

export function attributeName({ alphabet }: Automaton, name: string, namespaces: Namespaces): Name {
  return alphabet.unqualified(name) ?? qualifiedName(alphabet, name, namespaces, '');
}

/** A prefix that is not declared is part of the name, as libxml2 has it. */
function qualifiedName(alphabet: Alphabet, name: string, namespaces: Namespaces, unprefixed: string): Name {
  const colon = name.indexOf(':');
  if (colon === -1) return alphabet.name(unprefixed, name);
  const namespace = namespaces.resolvePrefix(name.slice(0, colon));
  return namespace === undefined ? alphabet.name('', name) : alphabet.name(namespace, name.slice(colon + 1));
}
