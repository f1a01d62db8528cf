import type {
  Datatype,
  ElementPattern,
  Grammar,
  NameClass,
  Origin,
  Pattern,
  ValueContext,
} from './grammar.ts';
import { makeDatatype } from './read/datatypes/index.ts';

/**
 * A grammar as data that JSON can hold: what patterns and datatypes refer to is named by its place in a list, so that
 * what is shared stays shared and recursion ends. Reading it back is many times faster than reading the schema's files.
 */
interface Stored {
  readonly files: readonly string[];
  readonly types: readonly StoredType[];
  /** What a pattern contains stands before it; the content of elements, anywhere. */
  readonly patterns: readonly StoredPattern[];
  readonly start: number;
  /** Element pattern and its content. */
  readonly elements: readonly (readonly [number, number])[];
}

type StoredType = readonly [library: string, name: string, params: Datatype['params']];
type StoredOrigin = readonly [file: number, start: number, end: number];
type StoredPattern =
  | readonly ['empty' | 'notAllowed' | 'text']
  | readonly ['choice' | 'group' | 'interleave', readonly number[]]
  | readonly ['oneOrMore' | 'list', number]
  | readonly ['data', number, number | null]
  | readonly ['value', number, string]
  | readonly ['attribute', NameClass, number, string | null, StoredOrigin]
  | readonly ['element', NameClass, string | null, StoredOrigin];

/** Values of stored grammars need nothing from their surroundings. */
const noContext: ValueContext = { resolvePrefix: () => undefined };

/** Datatypes whose values depend on the prefixes in force where they are written. */
const contextual = new Set(['QName', 'NOTATION']);

/**
 * Undefined for a grammar with values that depend on prefixes.
 *
 * @param withOrigins whether it shall be known where each pattern stood
 */
export function storeGrammar(grammar: Grammar, withOrigins = true): string | undefined {
  return new Writer(withOrigins).write(grammar);
}

/** Undefined when the text is not one that `storeGrammar` gave. */
export function restoreGrammar(text: string): Grammar | undefined {
  try {
    return restore(JSON.parse(text) as Stored);
  } catch {
    return undefined;
  }
}

const nowhere: Origin = { file: '', start: 0, end: 0 };

class Writer {
  readonly #files: string[] = [];
  readonly #types: StoredType[] = [];
  readonly #patterns: StoredPattern[] = [];
  readonly #places = new Map<Pattern | Datatype, number>();
  readonly #withOrigins: boolean;
  #isContextual = false;

  constructor(withOrigins: boolean) {
    this.#withOrigins = withOrigins;
  }

  write({ start, elements }: Grammar): string | undefined {
    const stored: Stored = {
      start: this.#pattern(start),
      elements: elements.map((element) => [this.#pattern(element), this.#pattern(element.content)]),
      files: this.#files,
      types: this.#types,
      patterns: this.#patterns,
    };
    return this.#isContextual ? undefined : JSON.stringify(stored);
  }

  #pattern(pattern: Pattern): number {
    const known = this.#places.get(pattern);
    if (known !== undefined) return known;
    const stored = this.#stored(pattern);
    const place = this.#patterns.push(stored) - 1;
    this.#places.set(pattern, place);
    return place;
  }

  #stored(pattern: Pattern): StoredPattern {
    switch (pattern.kind) {
      case 'empty':
      case 'notAllowed':
      case 'text':
        return [pattern.kind];
      case 'choice':
      case 'group':
      case 'interleave':
        return [pattern.kind, pattern.members.map((member) => this.#pattern(member))];
      case 'oneOrMore':
      case 'list':
        return [pattern.kind, this.#pattern(pattern.of)];
      case 'data':
        return ['data', this.#type(pattern.type), pattern.except ? this.#pattern(pattern.except) : null];
      case 'value':
        return ['value', this.#type(pattern.type), pattern.value];
      case 'attribute': {
        const { name, of, documentation, origin } = pattern;
        return ['attribute', name, this.#pattern(of), documentation ?? null, this.#origin(origin)];
      }
      case 'element':
        return ['element', pattern.name, pattern.documentation ?? null, this.#origin(pattern.origin)];
    }
  }

  #type(type: Datatype): number {
    if (contextual.has(type.name)) this.#isContextual = true;
    const known = this.#places.get(type);
    if (known !== undefined) return known;
    const place = this.#types.push([type.library, type.name, type.params]) - 1;
    this.#places.set(type, place);
    return place;
  }

  #origin(origin: Origin): StoredOrigin {
    const { file, start, end } = this.#withOrigins ? origin : nowhere;
    const known = this.#files.indexOf(file);
    return [known === -1 ? this.#files.push(file) - 1 : known, start, end];
  }
}

function restore({ files, types, patterns, start, elements }: Stored): Grammar {
  const madeTypes = types.map(([library, name, params]) => makeDatatype(library, name, params));
  const made: Pattern[] = [];
  for (const stored of patterns) made.push(restored(stored));

  function restored(stored: StoredPattern): Pattern {
    switch (stored[0]) {
      case 'choice':
      case 'group':
      case 'interleave':
        return { kind: stored[0], members: stored[1].map((place) => at(made, place)) };
      case 'oneOrMore':
      case 'list':
        return { kind: stored[0], of: at(made, stored[1]) };
      case 'data': {
        const except = stored[2] === null ? undefined : at(made, stored[2]);
        return { kind: 'data', type: at(madeTypes, stored[1]), except };
      }
      case 'value':
        return { kind: 'value', type: at(madeTypes, stored[1]), value: stored[2], context: noContext };
      case 'attribute': {
        const [kind, name, of, documentation, origin] = stored;
        return {
          kind,
          name,
          of: at(made, of),
          documentation: documentation ?? undefined,
          origin: originOf(origin),
        };
      }
      case 'element': {
        const [kind, name, documentation, origin] = stored;
        const content: Pattern = { kind: 'empty' };
        return { kind, name, content, documentation: documentation ?? undefined, origin: originOf(origin) };
      }
      default:
        return { kind: stored[0] };
    }
  }

  function originOf([file, from, to]: StoredOrigin): Origin {
    return { file: at(files, file), start: from, end: to };
  }

  return {
    start: at(made, start),
    elements: elements.map(([place, content]) => {
      const element = at(made, place) as ElementPattern;
      element.content = at(made, content);
      return element;
    }),
  };
}

function at<T>(list: readonly T[], place: number): T {
  const item = list[place];
  if (item === undefined) throw new RangeError(`nothing at ${place}`);
  return item;
}
