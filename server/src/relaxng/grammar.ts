/**
 * A schema in the simple form of RELAX NG (specification, section 4): what the readers of both syntaxes produce and
 * the automaton is built from. References are gone; recursion crosses elements only, through `ElementPattern`, whose
 * content is set once the whole schema has been read.
 */
export type Pattern =
  | { readonly kind: 'empty' }
  | { readonly kind: 'notAllowed' }
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly members: readonly Pattern[] }
  | { readonly kind: 'group'; readonly members: readonly Pattern[] }
  | { readonly kind: 'interleave'; readonly members: readonly Pattern[] }
  | { readonly kind: 'oneOrMore'; readonly of: Pattern }
  | { readonly kind: 'list'; readonly of: Pattern }
  | { readonly kind: 'data'; readonly type: Datatype; readonly except: Pattern | undefined }
  | {
      readonly kind: 'value';
      readonly type: Datatype;
      readonly value: string;
      readonly context: ValueContext;
    }
  | AttributePattern
  | ElementPattern;

export interface AttributePattern {
  readonly kind: 'attribute';
  readonly name: NameClass;
  readonly of: Pattern;
  /** Markdown of `a:documentation`, or of `##` comments. */
  readonly documentation: string | undefined;
  readonly origin: Origin;
}

export interface ElementPattern {
  readonly kind: 'element';
  readonly name: NameClass;
  content: Pattern;
  readonly documentation: string | undefined;
  readonly origin: Origin;
}

export type NameClass =
  | { readonly kind: 'name'; readonly namespace: string; readonly local: string }
  | { readonly kind: 'anyName'; readonly except: NameClass | undefined }
  | { readonly kind: 'nsName'; readonly namespace: string; readonly except: NameClass | undefined }
  | { readonly kind: 'choice'; readonly members: readonly NameClass[] };

/** Where in the schema files something was written; offsets are UTF-16 code units. */
export interface Origin {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** What a value needs from its surroundings; only QName and NOTATION look at it. */
export interface ValueContext {
  resolvePrefix(prefix: string): string | undefined;
}

/** A datatype with its parameters applied. */
export interface Datatype {
  /** As the schema names it: `unsignedInt`, `token`, `string` … */
  readonly name: string;
  /** The library's URI; empty for the built-in `string` and `token`. */
  readonly library: string;
  /** Parameters as given, for messages: `pattern`, `minInclusive` … */
  readonly params: readonly { readonly name: string; readonly value: string }[];
  allows(text: string, context: ValueContext): boolean;
  /** Whether two texts, both allowed, are the same value. */
  equals(a: string, contextOfA: ValueContext, b: string, contextOfB: ValueContext): boolean;
}

export interface Grammar {
  readonly start: Pattern;
  /** Every element pattern that can be reached, each once. */
  readonly elements: readonly ElementPattern[];
}

/** Every pattern of a grammar but those inside lists and values, each once and in the same order for equal grammars. */
export function* patternsOf({ start, elements }: Grammar): Generator<Pattern> {
  const met = new Set<Pattern>([start, ...elements.map(({ content }) => content)]);
  // What a pattern contains joins the end of the set, and is visited as well.
  for (const pattern of met) {
    yield pattern;
    switch (pattern.kind) {
      case 'oneOrMore':
        met.add(pattern.of);
        break;
      case 'choice':
      case 'group':
      case 'interleave':
        for (const member of pattern.members) met.add(member);
    }
  }
}

/** A mistake in a schema file. */
export interface SchemaError extends Origin {
  readonly message: string;
}

export interface ReadSchema {
  /** Undefined when there are errors. */
  readonly grammar: Grammar | undefined;
  readonly errors: readonly SchemaError[];
  /** Every file read, for watching and for cache keys. */
  readonly files: readonly string[];
}

/** Gives the text of a schema file, undefined when there is none; `file` is the entry's name or resolved against it. */
export type ReadSchemaFile = (file: string) => string | undefined;
