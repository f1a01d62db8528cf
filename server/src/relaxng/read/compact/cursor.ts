import * as l10n from '@vscode/l10n';
import type { Origin } from '../../grammar.ts';
import { CompactMistake } from './mistake.ts';
import type { Token } from './tokens.ts';

const DEPTH_LIMIT = 250;

const keywords = new Set([
  ...[
    'attribute',
    'default',
    'datatypes',
    'div',
    'element',
    'empty',
    'external',
    'grammar',
    'include',
    'inherit',
  ],
  ...['list', 'mixed', 'namespace', 'notAllowed', 'parent', 'start', 'string', 'text', 'token'],
]);

/** The way through the tokens of a file. */
export class Cursor {
  readonly #file: string;
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;
  #depth = 0;

  constructor(file: string, tokens: readonly Token[]) {
    this.#file = file;
    this.#tokens = tokens;
    this.#end = tokens.at(-1) ?? { kind: 'end', text: '', start: 0, end: 0 };
  }

  /** The token `ahead` of the next one. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? this.#end;
  }

  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'symbol' && text === symbol;
  }

  isKeyword(keyword: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'name' && text === keyword;
  }

  /** Takes the next token if it is this symbol. */
  symbol(symbol: string): boolean {
    const isThere = this.isSymbol(symbol);
    if (isThere) this.#at++;
    return isThere;
  }

  keyword(keyword: string): boolean {
    const isThere = this.isKeyword(keyword);
    if (isThere) this.#at++;
    return isThere;
  }

  expect(symbol: string): Token {
    if (!this.isSymbol(symbol)) this.unexpected(symbol);
    return this.next();
  }

  /** A name that may be a keyword too. */
  anyName(): Token {
    const { kind } = this.peek();
    if (kind !== 'name' && kind !== 'quoted') this.unexpected(l10n.t('a name'));
    return this.next();
  }

  isIdentifier(): boolean {
    const { kind, text } = this.peek();
    return kind === 'quoted' || (kind === 'name' && !keywords.has(text));
  }

  identifier(): Token {
    const { kind, text } = this.peek();
    if (kind === 'name' && keywords.has(text))
      this.fail(l10n.t('{0} is a word of the language: as a name it is written \\{0}.', text));
    return this.anyName();
  }

  /** A text in quotes, or several joined by `~`. */
  literal(): Token {
    const first = this.#oneLiteral();
    let { text, end } = first;
    while (this.symbol('~')) {
      const more = this.#oneLiteral();
      text += more.text;
      end = more.end;
    }
    return { ...first, text, end };
  }

  #oneLiteral(): Token {
    if (this.peek().kind !== 'literal') this.unexpected(l10n.t('a text in quotes'));
    return this.next();
  }

  /** Reads something that may contain its like. */
  nested<T>(read: () => T): T {
    if (this.#depth >= DEPTH_LIMIT)
      this.fail(l10n.t('The schema nests too deep: the limit is {0}.', DEPTH_LIMIT));
    this.#depth++;
    const result = read();
    this.#depth--;
    return result;
  }

  /** Ends the reading because the next token is not what has to come. */
  unexpected(expected: string): never {
    const { kind, text } = this.peek();
    if (kind === 'end') this.fail(l10n.t('The file ends where {0} is expected.', expected));
    if (kind === 'documentation') this.fail(l10n.t('A ## comment stands before a pattern or a definition.'));
    this.fail(l10n.t('Expected here is {0}, not {1}.', expected, text));
  }

  fail(message: string, { start, end }: { start: number; end: number } = this.peek()): never {
    throw new CompactMistake(message, start, end);
  }

  /** From one token, or pattern, to the end of another. */
  origin({ start }: { readonly start: number }, { end }: { readonly end: number }): Origin {
    return { file: this.#file, start, end };
  }

  /** From `first` to the end of the token that was taken last. */
  originSince(first: { readonly start: number }): Origin {
    return this.origin(first, this.#tokens[this.#at - 1] ?? this.#end);
  }
}
