import { scanDoctype, skipMisplacedDoctype } from './doctype.ts';
import { type Markup, scanCData, scanComment, scanInstruction } from './markup.ts';
import { ElementNode } from './nodes.ts';
import { rehome } from './recovery.ts';
import { normalizeLineEnds, textValue } from './references.ts';
import {
  AMPERSAND,
  BYTE_ORDER_MARK,
  EXCLAMATION_MARK,
  GREATER_THAN,
  LESS_THAN,
  nameTokenEnd,
  QUESTION_MARK,
  SLASH,
  spaceEnd,
  trimmedEnd,
} from './scanner.ts';
import { Source } from './source.ts';
import { scanEndTag, scanStartTag } from './tags.ts';
import type { SyntaxProblem, XmlDocument, XmlElement, XmlNode, XmlText } from './tree.ts';
import { noRoot, reportInvalidCharacters } from './whole.ts';

/** How deep elements may nest: libxml2, which reads the document for libvirt, refuses more. */
export const DEPTH_LIMIT = 256;

/** Reads any text as XML, in time linear in its size. Never throws: what is wrong is in `problems`, in text order. */
export function parseXml(text: string): XmlDocument {
  return new Parser(text).parse();
}

/** An element whose end tag is still to come. */
interface Frame {
  readonly element: ElementNode;
  /** Where its children start among the nodes of all open elements. */
  readonly firstChild: number;
  readonly isTagUnclosed: boolean;
  strayEnd: XmlText | undefined;
}

class Parser {
  readonly #text: string;
  readonly #source: Source;
  readonly #open: Frame[] = [];
  /** The top-level nodes, then those of the outermost open element, and so on to the innermost. */
  readonly #nodes: XmlNode[] = [];
  /** Problems of the document as a whole that were told already. */
  readonly #told = new Set<string>();
  #at = 0;
  #root: XmlElement | undefined;
  #hasDoctype = false;
  /** Start tags beyond the depth limit whose end tags are still to come. */
  #tooDeep = 0;

  constructor(text: string) {
    this.#text = text;
    this.#source = new Source(text);
  }

  parse(): XmlDocument {
    const text = this.#text;
    reportInvalidCharacters(this.#source);
    if (text.charCodeAt(0) === BYTE_ORDER_MARK) this.#addText(1, '');
    while (this.#at < text.length) {
      if (text.charCodeAt(this.#at) === LESS_THAN) this.#markup();
      else this.#characters();
    }
    if (this.#open.length > 0) this.#abandon(0);
    return { text, children: this.#nodes, root: this.#root, problems: this.#problems() };
  }

  #problems(): SyntaxProblem[] {
    const { problems } = this.#source;
    if (this.#root === undefined) {
      const hasOwnMistake = problems.some(
        ({ code }) => code !== 'text-outside-root' && code !== 'invalid-character',
      );
      if (!hasOwnMistake) return [noRoot(this.#text)];
    }
    return problems.sort((a, b) => a.start - b.start);
  }

  #parent(): ElementNode | undefined {
    return this.#open.at(-1)?.element;
  }

  #add(node: XmlNode): void {
    this.#nodes.push(node);
    this.#at = node.end;
  }

  #addText(end: number, value: string): XmlText {
    const node: XmlText = { kind: 'text', start: this.#at, end, value, parent: this.#parent() };
    this.#add(node);
    return node;
  }

  #tellOnce(problem: SyntaxProblem): void {
    const key = `${problem.code} ${this.#root === undefined ? 'before' : 'after'}`;
    if (!this.#told.has(key)) this.#source.report(problem);
    this.#told.add(key);
  }

  #markup(): void {
    const code = this.#text.charCodeAt(this.#at + 1);
    if (code === SLASH) this.#endTag();
    else if (code === QUESTION_MARK) this.#instruction();
    else if (code === EXCLAMATION_MARK) this.#declaration();
    else if (this.#startsName(this.#at + 1)) this.#startTag();
    else this.#strayLessThan();
  }

  #startsName(at: number): boolean {
    return nameTokenEnd(this.#text, at) > at;
  }

  #startsMarkup(lessThan: number): boolean {
    const code = this.#text.charCodeAt(lessThan + 1);
    const isMark = code === SLASH || code === QUESTION_MARK || code === EXCLAMATION_MARK;
    return isMark || this.#startsName(lessThan + 1);
  }

  #characters(): void {
    const text = this.#text;
    const start = this.#at;
    let isPlain = true;
    let isBlank = true;
    let at = start;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LESS_THAN) break;
      if (code > 0x20) {
        isBlank = false;
        if (code === AMPERSAND) isPlain = false;
        else if (code === GREATER_THAN) this.#checkGreaterThan(start, at);
      } else if (code === 0x0d) isPlain = false;
    }
    const isOutside = this.#open.length === 0;
    if (isOutside && !isBlank) this.#textOutsideRoot(start, at);
    this.#addText(
      at,
      isPlain || isOutside ? this.#source.slice(start, at) : textValue(this.#source, start, at),
    );
  }

  #checkGreaterThan(textStart: number, at: number): void {
    const start = at - 2;
    if (this.#open.length === 0 || start < textStart || !this.#text.startsWith(']]', start)) return;
    this.#source.report({ code: 'cdata-end-in-text', start, end: at + 1 });
  }

  /** Text right behind another mistake belongs to it. */
  #textOutsideRoot(start: number, end: number): void {
    if (this.#source.problems.at(-1)?.end === start) return;
    const from = spaceEnd(this.#text, start);
    this.#tellOnce({ code: 'text-outside-root', start: from, end: trimmedEnd(this.#text, from, end) });
  }

  #declaration(): void {
    const start = this.#at;
    const parent = this.#parent();
    if (this.#text.startsWith('<!--', start)) {
      const { content, end } = scanComment(this.#source, start);
      this.#add({ kind: 'comment', start, end, value: this.#content(content), parent });
    } else if (this.#text.startsWith('<![CDATA[', start)) {
      const { content, end } = scanCData(this.#source, start);
      if (parent === undefined) this.#tellOnce({ code: 'text-outside-root', start, end });
      this.#add({ kind: 'cdata', start, end, value: this.#content(content), parent });
    } else if (this.#text.startsWith('<!DOCTYPE', start)) {
      const isMisplaced = this.#hasDoctype || this.#root !== undefined;
      const end = (isMisplaced ? skipMisplacedDoctype : scanDoctype)(this.#source, start);
      this.#hasDoctype = true;
      this.#add({ kind: 'doctype', start, end, parent });
    } else this.#strayLessThan();
  }

  #content({ start, end }: Markup['content']): string {
    return normalizeLineEnds(this.#text.slice(start, end));
  }

  #instruction(): void {
    const start = this.#at;
    const isAtStart = start === 0 || (start === 1 && this.#text.charCodeAt(0) === BYTE_ORDER_MARK);
    const { end } = scanInstruction(this.#source, start, isAtStart);
    this.#add({ kind: 'instruction', start, end, parent: this.#parent() });
  }

  /** A `<` that starts nothing is an element without name, so that completion finds its place; a run counts once. */
  #strayLessThan(): void {
    const start = this.#at;
    let end = start + 1;
    while (this.#text.charCodeAt(end) === LESS_THAN && !this.#startsMarkup(end)) end++;
    this.#source.report({ code: 'stray-less-than', start, end });
    this.#add(new ElementNode(start, '', this.#parent(), end));
  }

  #startTag(): void {
    const start = this.#at;
    const nameStop = nameTokenEnd(this.#text, start + 1);
    const name = this.#source.slice(start + 1, nameStop);
    const element = new ElementNode(start, name, this.#parent(), nameStop);
    const isTagUnclosed = !scanStartTag(this.#source, element);
    element.end = element.startTagEnd;
    this.#checkPlace(element);
    if (element.selfClosing) this.#add(element);
    else if (this.#open.length < DEPTH_LIMIT) {
      this.#open.push({ element, firstChild: this.#nodes.length, isTagUnclosed, strayEnd: undefined });
      this.#at = element.end;
    } else {
      this.#tooDeep++;
      this.#add(element);
    }
  }

  #checkPlace(element: ElementNode): void {
    const { name } = element;
    if (this.#open.length === 0) {
      if (this.#root !== undefined) this.#tellOnce({ code: 'second-root', name, ...element.nameSpan });
      this.#root ??= element;
    } else if (this.#open.length >= DEPTH_LIMIT) {
      this.#tellOnce({ code: 'too-deep', limit: DEPTH_LIMIT, ...element.nameSpan });
    }
  }

  #endTag(): void {
    const start = this.#at;
    const { name, end, isClosed } = scanEndTag(this.#source, start);
    if (this.#tooDeep > 0) {
      this.#tooDeep--;
      this.#addText(end, '');
      return;
    }
    const top = this.#open.at(-1);
    const open = top?.element.name;
    if (!isClosed) this.#source.report({ code: 'unclosed-end-tag', name, open, start, end });
    const depth = this.#depthOf(name);
    if (depth !== -1) {
      this.#close(depth, start, end);
      return;
    }
    if (isClosed) this.#source.report({ code: 'unmatched-end-tag', name, open, start, end });
    const stray = this.#addText(end, '');
    if (top !== undefined) top.strayEnd ??= stray;
  }

  #depthOf(name: string): number {
    let depth = this.#open.length - 1;
    while (depth >= 0 && this.#open[depth]?.element.name !== name) depth--;
    return depth;
  }

  /** The open element at `depth` ends with this end tag; those inside it never got theirs. */
  #close(depth: number, start: number, end: number): void {
    if (this.#open.length > depth + 1) this.#abandon(depth + 1);
    const element = this.#popOpen()?.element;
    if (element === undefined) return;
    element.endTagStart = start;
    element.end = end;
    this.#at = end;
  }

  /** Takes the innermost open element, with its children, among the nodes of the one around it. */
  #popOpen(): Frame | undefined {
    const frame = this.#open.pop();
    if (frame === undefined) return undefined;
    const { element, firstChild } = frame;
    if (this.#nodes.length > firstChild) element.children = this.#nodes.splice(firstChild);
    this.#nodes.push(element);
    return frame;
  }

  /** Gives up waiting for the end tags of the open elements from `depth` on. */
  #abandon(depth: number): void {
    const unclosed: Frame[] = [];
    while (this.#open.length > depth) {
      const frame = this.#popOpen();
      if (frame !== undefined) unclosed.unshift(frame);
    }
    for (const { element, isTagUnclosed, strayEnd } of unclosed) {
      const { name, nameSpan } = element;
      const isTold = isTagUnclosed || strayEnd !== undefined;
      if (!isTold) this.#source.report({ code: 'unclosed-element', name, ...nameSpan });
    }
    rehome(this.#text, unclosed, { parent: this.#parent(), children: this.#nodes });
  }
}
