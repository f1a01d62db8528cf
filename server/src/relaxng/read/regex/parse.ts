import * as l10n from '@vscode/l10n';
import { anyButLineEnd, difference, escapedSet, not, propertySet, range, union } from './characterSets.ts';
import { type CharacterSet, type Expression, ExpressionMistake } from './expression.ts';

const DEPTH_LIMIT = 100;
/** How many different sets of characters an expression may have. */
const SETS_LIMIT = 1_000;

const escapable = new Map([
  ...[...'\\|.-^?*+{}()[]'].map((each) => [each, each] as const),
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Reads an expression; throws an `ExpressionMistake` when it is none of XML Schema's. */
export function parseExpression(text: string): Expression {
  return new Parser(text).parse();
}

class Parser {
  readonly #text: string;
  /** One set for all places that are written the same: the automaton tells sets apart by identity. */
  readonly #sets = new Map<string, CharacterSet>();
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Expression {
    const expression = this.#branches();
    if (this.#at < this.#text.length)
      this.#fail(l10n.t('This ) closes nothing: a bracket itself is written \\).'));
    return expression;
  }

  #fail(message: string, at = this.#at): never {
    throw new ExpressionMistake(message, at);
  }

  #peek(): string {
    const codePoint = this.#text.codePointAt(this.#at);
    return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
  }

  #next(): string {
    const character = this.#peek();
    this.#at += character.length;
    return character;
  }

  #skip(token: string): boolean {
    const isThere = this.#text.startsWith(token, this.#at);
    if (isThere) this.#at += token.length;
    return isThere;
  }

  #branches(): Expression {
    const parts = [this.#sequence()];
    while (this.#skip('|')) parts.push(this.#sequence());
    const [only, ...others] = parts;
    return only !== undefined && others.length === 0 ? only : { kind: 'branches', parts };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek())
      parts.push(this.#quantified(this.#atom()));
    const [only, ...others] = parts;
    return only !== undefined && others.length === 0 ? only : { kind: 'sequence', parts };
  }

  #quantified(of: Expression): Expression {
    if (this.#skip('?')) return { kind: 'repeat', of, min: 0, max: 1 };
    if (this.#skip('*')) return { kind: 'repeat', of, min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#skip('+')) return { kind: 'repeat', of, min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#peek() !== '{') return of;
    const quantity = /\{([0-9]+)(?:(,)([0-9]*))?\}/y;
    quantity.lastIndex = this.#at;
    const [whole = '', least = '', comma, most = ''] = quantity.exec(this.#text) ?? [];
    if (whole === '') this.#fail(l10n.t('A quantity is written {n}, {n,} or {n,m}.'));
    const min = Number(least);
    const max = comma === undefined ? min : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    if (max < min) this.#fail(l10n.t('This quantity ends before it begins.'));
    this.#at += whole.length;
    return { kind: 'repeat', of, min, max };
  }

  #atom(): Expression {
    const start = this.#at;
    const character = this.#next();
    if (character === '(') return this.#inBrackets(start);
    if (character === '.') return { kind: 'character', set: anyButLineEnd };
    if ('?*+{'.includes(character)) this.#fail(l10n.t('{0} repeats nothing here.', character), start);
    if (']}'.includes(character))
      this.#fail(l10n.t('This {0} closes nothing: the character itself is written \\{0}.', character), start);
    const read = (): CharacterSet => {
      if (character === '[') return this.#characterClass();
      return character === '\\' ? this.#escape() : only(character);
    };
    return { kind: 'character', set: this.#shared(start, read()) };
  }

  #shared(start: number, set: CharacterSet): CharacterSet {
    const written = this.#text.slice(start, this.#at);
    const known = this.#sets.get(written) ?? set;
    if (this.#sets.size >= SETS_LIMIT) this.#fail(l10n.t('The expression is too large.'), start);
    this.#sets.set(written, known);
    return known;
  }

  #nested<T>(read: () => T): T {
    if (this.#depth >= DEPTH_LIMIT)
      this.#fail(l10n.t('The expression nests too deep: the limit is {0}.', DEPTH_LIMIT));
    this.#depth++;
    const result = read();
    this.#depth--;
    return result;
  }

  #inBrackets(start: number): Expression {
    if (this.#peek() === '?') this.#fail(l10n.t('XML Schema has no (?…) groups.'));
    const inside = this.#nested(() => this.#branches());
    if (!this.#skip(')')) this.#fail(l10n.t('This ( is never closed.'), start);
    return inside;
  }

  /** Behind a backslash outside of a class. */
  #escape(): CharacterSet {
    const read = this.#escaped();
    return typeof read === 'string' ? only(read) : read;
  }

  /** What is behind a backslash: a character or a set of them. */
  #escaped(): string | CharacterSet {
    const start = this.#at - 1;
    const letter = this.#next();
    const character = escapable.get(letter);
    if (character !== undefined) return character;
    const set = letter === 'p' || letter === 'P' ? this.#property(letter, start) : escapedSet(letter);
    return set ?? this.#fail(l10n.t('XML Schema has no escape \\{0}.', letter), start);
  }

  #property(letter: string, start: number): CharacterSet {
    const property = /\{([A-Za-z0-9-]*)\}/y;
    property.lastIndex = this.#at;
    const [whole = '', name = ''] = property.exec(this.#text) ?? [];
    const set = propertySet(name);
    if (set === undefined)
      this.#fail(l10n.t('There is no character property \\{0}{1}.', letter, whole), start);
    this.#at += whole.length;
    return letter === 'p' ? set : not(set);
  }

  /** Behind a `[`. */
  #characterClass(): CharacterSet {
    const start = this.#at - 1;
    const isNegated = this.#skip('^');
    const members: CharacterSet[] = [];
    while (this.#peek() !== ']') {
      if (this.#peek() === '') this.#fail(l10n.t('This [ is never closed.'), start);
      if (members.length > 0 && this.#skip('-[')) return this.#subtraction(union(members), isNegated);
      members.push(this.#member(members.length === 0));
    }
    if (members.length === 0) this.#fail(l10n.t('A character class cannot be empty.'), start);
    this.#at++;
    return isNegated ? not(union(members)) : union(members);
  }

  #subtraction(from: CharacterSet, isNegated: boolean): CharacterSet {
    const without = this.#nested(() => this.#characterClass());
    if (!this.#skip(']')) this.#fail(l10n.t('A subtraction ends its character class: ] is missing.'));
    return difference(isNegated ? not(from) : from, without);
  }

  #member(isFirst: boolean): CharacterSet {
    const start = this.#at;
    const first = this.#classCharacter(isFirst);
    const isRange = this.#peek() === '-' && !/^-[\][]/.test(this.#text.slice(this.#at, this.#at + 2));
    if (!isRange) return typeof first === 'string' ? only(first) : first;
    if (first === '-' && this.#text[start] === '-')
      this.#fail(l10n.t('A hyphen stands first or last in a class; elsewhere it is written \\-.'), start);
    this.#at++;
    const last = this.#classCharacter(false);
    if (typeof first !== 'string' || typeof last !== 'string')
      this.#fail(l10n.t('A range goes from one character to another, not to a set of them.'), start);
    const [low = 0, high = 0] = [first.codePointAt(0), last.codePointAt(0)];
    if (high < low) this.#fail(l10n.t('This range ends before it begins.'), start);
    return range(low, high);
  }

  #classCharacter(isFirst: boolean): string | CharacterSet {
    const start = this.#at;
    const character = this.#next();
    if (character === '\\') return this.#escaped();
    if (character === '[') this.#fail(l10n.t('A [ inside a character class is written \\[.'), start);
    const isLone = character === '-' && !isFirst && this.#peek() !== ']';
    if (isLone)
      this.#fail(l10n.t('A hyphen stands first or last in a class; elsewhere it is written \\-.'), start);
    return character;
  }
}

function only(character: string): CharacterSet {
  const codePoint = character.codePointAt(0) ?? 0;
  return range(codePoint, codePoint);
}
