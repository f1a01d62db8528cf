import type { Quote } from '../../xml/style.ts';

/** A list is offered at a placeholder when it is no longer than this: nobody reads through more. */
const CHOICES = 12;

/** Writes snippets as the Language Server Protocol has them, with numbered placeholders. Values are given as they are meant. */
export class SnippetWriter {
  readonly #quote: Quote;
  #placeholders = 0;

  constructor(quote: Quote) {
    this.#quote = quote;
  }

  /** An attribute, the first value in it, the others to choose from. */
  attribute(name: string, values: readonly string[]): string {
    return `${name}=${this.#quote}${this.text(values)}${this.#quote}`;
  }

  text(values: readonly string[]): string {
    const [first = '', ...others] = values.map(reference);
    const number = ++this.#placeholders;
    if (others.length > 0 && values.length <= CHOICES)
      return `\${${number}|${[first, ...others].map(choice).join()}|}`;
    return first === '' ? `$${number}` : `\${${number}:${literal(first)}}`;
  }

  /** Nothing yet, but a place to go to. */
  gap(): string {
    return this.text([]);
  }
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  "'": '&apos;',
  '"': '&quot;',
};

/** Text as it may stand in any quotes, and between tags. */
export function reference(text: string): string {
  return text.replace(/[&<'"]/g, (character) => references[character] ?? character);
}

/** Text that stands for itself in a snippet. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function choice(text: string): string {
  return text.replace(/[\\$},|]/g, '\\$&');
}

const special =
  /\\([\\$},|])|\$\{\d+\|((?:\\.|[^\\,|])*)(?:,(?:\\.|[^\\|])*)?\|\}|\$\{\d+:((?:\\.|[^\\}])*)\}|\$\d+/g;

/** What a snippet inserts when nothing is changed in it. */
export function plainText(snippet: string): string {
  return snippet.replace(
    special,
    (_, itself, first, given) => itself ?? (first ?? given ?? '').replace(/\\(.)/g, '$1'),
  );
}
