import { predefinedEntities } from '../../xml/references.ts';
import {
  DOUBLE_QUOTE,
  EQUALS,
  EXCLAMATION_MARK,
  GREATER_THAN,
  LESS_THAN,
  nameEnd,
  SINGLE_QUOTE,
  SLASH,
  spaceEnd,
} from '../../xml/scanner.ts';
import type { Automaton } from '../automaton/automaton.ts';
import { isBlank } from '../automaton/strings.ts';
import type { ValueContext } from '../grammar.ts';
import { XML_NAMESPACE } from '../namespaces.ts';
import { classOf, type KnownOpening, type KnownState, type KnownStep } from './known.ts';

/** Deeper than any document that is meant to be one. */
const DEPTH_LIMIT = 64;
/** Texts remembered for one step, and how long they may be. */
const TEXT_LIMIT = 128;
const TEXT_LENGTH_LIMIT = 64;

/** Values that depend on prefixes are never among what is known. */
const noContext: ValueContext = { resolvePrefix: () => undefined };

const declaration = /<\?xml version=(["'])1\.0\1(?: encoding=(["'])[uU][tT][fF]-8\2)?\s*\?>/y;

/**
 * Whether a document is well-formed, and valid by what is known. False says nothing: the document may use what is not
 * known yet, or a corner of XML that is left to the parser, such as character references, CDATA or a document type.
 *
 * One loop over the text, without a tree: of many documents most are sound, and this is all the work for those.
 */
export function isKnownToBeValid(automaton: Automaton, start: KnownState, text: string): boolean {
  return new Scan(automaton, start, text).read();
}

interface Level {
  readonly name: string;
  readonly opening: KnownOpening;
  /** Outside of it. */
  readonly prefixes: Prefixes;
}

type Prefixes = ReadonlyMap<string, string>;
const noPrefixes: Prefixes = new Map([['xml', XML_NAMESPACE]]);

class Scan {
  readonly #automaton: Automaton;
  readonly #text: string;
  readonly #levels: Level[] = [];
  #at = 0;
  #state: KnownState;
  /** Text since the last tag, and whether a blank part of it was left out. */
  #pending = '';
  #hasLeftOut = false;
  #hadElements = false;
  #prefixes = noPrefixes;
  #attributes: string[] = [];
  readonly #mayDeclare: boolean;

  constructor(automaton: Automaton, start: KnownState, text: string) {
    this.#automaton = automaton;
    this.#state = start;
    this.#text = text;
    this.#mayDeclare = text.includes('xmlns:');
  }

  read(): boolean {
    const text = this.#text;
    declaration.lastIndex = 0;
    if (declaration.test(text)) this.#at = declaration.lastIndex;
    for (;;) {
      if (!this.#readText()) return false;
      if (this.#at >= text.length) return this.#levels.length === 0 && this.#hadElements;
      const next = text.charCodeAt(this.#at + 1);
      const isRead =
        next === SLASH ? this.#endTag() : next === EXCLAMATION_MARK ? this.#comment() : this.#startTag();
      if (!isRead) return false;
    }
  }

  /** Up to the next `<`. */
  #readText(): boolean {
    const text = this.#text;
    const start = this.#at;
    let isBlankSoFar = true;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code === LESS_THAN) break;
      if (code === BLANK || code === LINE_FEED || code === TAB) continue;
      if (!isPlain(code) || code === CLOSING_BRACKET) return false;
      isBlankSoFar = false;
    }
    if (this.#at > start && !this.#keepText(start, isBlankSoFar)) return false;
    return isBlankSoFar || this.#levels.length > 0;
  }

  /** Blank text hardly ever counts, and is not kept then. */
  #keepText(start: number, isBlankSoFar: boolean): boolean {
    const counts = !isBlankSoFar || this.#pending !== '' || (!this.#hadElements && this.#state.hasText);
    if (!counts) {
      this.#hasLeftOut = true;
      return true;
    }
    const text = resolved(this.#text.slice(start, this.#at));
    if (text === undefined || this.#hasLeftOut) return false;
    this.#pending += text;
    return true;
  }

  #comment(): boolean {
    const text = this.#text;
    if (!text.startsWith('<!--', this.#at)) return false;
    const start = this.#at + 4;
    const end = text.indexOf('--', start);
    if (end === -1 || text.charCodeAt(end + 2) !== GREATER_THAN) return false;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (!isPlain(code) && code !== LINE_FEED && code !== TAB && code !== LESS_THAN) return false;
    }
    this.#at = end + 3;
    return true;
  }

  #startTag(): boolean {
    const text = this.#text;
    const start = this.#at + 1;
    const end = nameEnd(text, start);
    if (end === start || this.#levels.length >= DEPTH_LIMIT) return false;
    if (this.#levels.length === 0 && this.#hadElements) return false;
    if (!this.#textBefore()) return false;
    const name = text.slice(start, end);
    const prefixes = this.#prefixes;
    if (this.#mayDeclare) this.#prefixes = this.#declared(end);
    const opening = this.#state.openings.get(this.#name(name));
    if (opening === undefined) return false;
    this.#levels.push({ name, opening, prefixes });
    this.#state = opening.inner;
    this.#hadElements = false;
    this.#at = end;
    if (!this.#readAttributes()) return false;
    const content = this.#state.content;
    if (content === undefined) return false;
    this.#state = content;
    if (text.charCodeAt(this.#at) === SLASH) {
      if (text.charCodeAt(this.#at + 1) !== GREATER_THAN) return false;
      this.#at += 2;
      return this.#leave();
    }
    this.#at++;
    return true;
  }

  /** Up to the `>` or `/` that ends the tag. */
  #readAttributes(): boolean {
    const text = this.#text;
    this.#attributes = [];
    for (;;) {
      const start = spaceEnd(text, this.#at);
      const code = text.charCodeAt(start);
      if (code === GREATER_THAN || code === SLASH) {
        this.#at = start;
        return true;
      }
      const end = nameEnd(text, start);
      if (start === this.#at || end === start || text.charCodeAt(end) !== EQUALS) return false;
      const quote = text.charCodeAt(end + 1);
      if (quote !== SINGLE_QUOTE && quote !== DOUBLE_QUOTE) return false;
      const valueEnd = text.indexOf(quote === SINGLE_QUOTE ? "'" : '"', end + 2);
      if (valueEnd === -1) return false;
      for (let at = end + 2; at < valueEnd; at++) if (!isPlain(text.charCodeAt(at))) return false;
      this.#at = valueEnd + 1;
      const value = resolved(text.slice(end + 2, valueEnd));
      if (value === undefined || !this.#attribute(text.slice(start, end), value)) return false;
    }
  }

  #attribute(name: string, value: string): boolean {
    if (this.#attributes.includes(name)) return false;
    this.#attributes.push(name);
    if (name.startsWith('xmlns'))
      return value !== '' && this.#prefixes.get(name.slice('xmlns:'.length)) === value;
    const step = this.#state.attributes.get(this.#name(name));
    return step !== undefined && this.#goOn(step, value);
  }

  #endTag(): boolean {
    const level = this.#levels.at(-1);
    const start = this.#at + 2;
    if (level === undefined || !this.#text.startsWith(level.name, start)) return false;
    const end = spaceEnd(this.#text, start + level.name.length);
    if (this.#text.charCodeAt(end) !== GREATER_THAN) return false;
    this.#at = end + 1;
    return this.#leave();
  }

  /** As the automaton's walk ends an element: all text counts where there were no elements, else only what is not blank. */
  #leave(): boolean {
    const isRead = this.#hadElements ? this.#textBefore() : this.#wholeText();
    const level = this.#levels.pop();
    if (!isRead || level === undefined || !this.#state.isFinal) return false;
    const after = level.opening.exits.get(this.#state);
    if (after === undefined) return false;
    this.#state = after;
    this.#hadElements = true;
    this.#prefixes = level.prefixes;
    return true;
  }

  #textBefore(): boolean {
    const text = this.#takeText();
    return isBlank(text) || this.#textStep(text);
  }

  #wholeText(): boolean {
    const text = this.#takeText();
    if (!isBlank(text)) return this.#textStep(text);
    const before = this.#state;
    if (!before.hasText) return true;
    if (!this.#textStep(text)) return false;
    const union = before.unions.get(this.#state);
    if (union !== undefined) this.#state = union;
    return union !== undefined;
  }

  #takeText(): string {
    const text = this.#pending;
    this.#pending = '';
    this.#hasLeftOut = false;
    return text;
  }

  #textStep(text: string): boolean {
    const step = this.#state.text;
    return step !== undefined && this.#goOn(step, text);
  }

  #goOn(step: KnownStep, text: string): boolean {
    let after = step.byText.get(text);
    if (after === undefined) {
      const { strings } = this.#automaton;
      after = step.byClass.get(classOf(step, (pattern) => strings.meets(pattern, text, noContext)));
      if (after === undefined) return false;
      if (text.length <= TEXT_LENGTH_LIMIT && step.byText.size < TEXT_LIMIT) step.byText.set(text, after);
    }
    this.#state = after;
    return true;
  }

  /** The prefixes in force inside a tag, whose name ends there. */
  #declared(from: number): Prefixes {
    const text = this.#text;
    const end = text.indexOf('>', from);
    const declarations = [...text.slice(from, end).matchAll(/\sxmlns:([\w.-]+)=(["'])(.*?)\2/g)];
    if (declarations.length === 0) return this.#prefixes;
    return new Map([
      ...this.#prefixes,
      ...declarations.map(([, prefix = '', , value = '']) => [prefix, value] as const),
    ]);
  }

  #name(written: string) {
    const { alphabet } = this.#automaton;
    const known = alphabet.unqualified(written);
    if (known !== undefined) return known;
    const colon = written.indexOf(':');
    const namespace = colon === -1 ? undefined : this.#prefixes.get(written.slice(0, colon));
    return namespace === undefined
      ? alphabet.name('', written)
      : alphabet.name(namespace, written.slice(colon + 1));
  }
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const BLANK = 0x20;
const CLOSING_BRACKET = 0x5d;
const FIRST_SURROGATE = 0xd800;

/** A character that may stand in a text and in a value. */
function isPlain(code: number): boolean {
  return code >= BLANK && code < FIRST_SURROGATE && code !== LESS_THAN;
}

/** With the five named entities resolved; undefined when there are other references. */
function resolved(text: string): string | undefined {
  if (!text.includes('&')) return text;
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) return undefined;
  return text.replace(/&(\w+);/g, (reference, name: string) => predefinedEntities.get(name) ?? reference);
}
