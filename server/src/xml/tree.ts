/**
 * The lossless XML tree that every other part reads.
 *
 * All offsets are UTF-16 code units from the start of the text, ends are exclusive, so a node's own text is
 * `text.slice(node.start, node.end)`. The tree exists for every input, however broken: what is wrong with the
 * input stands beside it as problems.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlCData | XmlInstruction | XmlDoctype;

export interface XmlElement extends Span {
  readonly kind: 'element';
  /** As written, prefix included; empty for a `<` that no name follows. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  readonly parent: XmlElement | undefined;
  /** `<name …>` or `<name …/>`. */
  readonly startTag: Span;
  /** `</name>`, also a misspelt one; undefined when self-closing, or when the end tag is missing. */
  readonly endTag: Span | undefined;
  readonly selfClosing: boolean;
}

export interface XmlAttribute extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** Character references and the five named entities resolved, line ends and tabs read as spaces (XML 1.0, 3.3.3). */
  readonly value: string;
  /** What stands between the quotes; undefined when there is no value. */
  readonly valueSpan: Span | undefined;
  readonly quote: '"' | "'" | '';
  readonly owner: XmlElement;
}

/** Text, and at the place of a stray end tag or a byte order mark the piece nothing else claims, with an empty value. */
export interface XmlText extends Span {
  readonly kind: 'text';
  /** Character references and the five named entities resolved, line ends read as `\n`; other references stay as written. */
  readonly value: string;
  readonly parent: XmlElement | undefined;
}

export interface XmlCData extends Span {
  readonly kind: 'cdata';
  readonly value: string;
  readonly parent: XmlElement | undefined;
}

export interface XmlComment extends Span {
  readonly kind: 'comment';
  /** Between `<!--` and `-->`. */
  readonly value: string;
  readonly parent: XmlElement | undefined;
}

export interface XmlInstruction extends Span {
  readonly kind: 'instruction';
  readonly parent: XmlElement | undefined;
}

export interface XmlDoctype extends Span {
  readonly kind: 'doctype';
  readonly parent: XmlElement | undefined;
}

export interface XmlDocument {
  readonly text: string;
  /** Top-level nodes in order, the root element among them; together they cover the whole text. */
  readonly children: readonly XmlNode[];
  /** The first top-level element that has a name. */
  readonly root: XmlElement | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** What is wrong with the text as XML. One mistake gives one problem; `span` is the smallest text that is wrong. */
export type SyntaxProblem = Span &
  (
    | { readonly code: 'unclosed-element'; readonly name: string }
    | { readonly code: 'unmatched-end-tag'; readonly name: string; readonly open: string | undefined }
    | { readonly code: 'unclosed-tag'; readonly name: string }
    | { readonly code: 'unclosed-end-tag'; readonly name: string; readonly open: string | undefined }
    | { readonly code: 'missing-quote'; readonly attribute: string }
    | { readonly code: 'unquoted-value'; readonly attribute: string }
    | { readonly code: 'missing-value'; readonly attribute: string }
    | { readonly code: 'duplicate-attribute'; readonly attribute: string }
    | { readonly code: 'missing-space'; readonly attribute: string }
    | { readonly code: 'stray-less-than' }
    | { readonly code: 'less-than-in-value'; readonly attribute: string }
    | { readonly code: 'unexpected-text'; readonly text: string }
    | { readonly code: 'invalid-character'; readonly codePoint: number }
    | { readonly code: 'invalid-name'; readonly name: string }
    | { readonly code: 'bare-ampersand' }
    | { readonly code: 'unknown-entity'; readonly name: string }
    | { readonly code: 'invalid-reference'; readonly reference: string }
    | { readonly code: 'unclosed-comment' }
    | { readonly code: 'double-hyphen-in-comment' }
    | { readonly code: 'unclosed-cdata' }
    | { readonly code: 'unclosed-instruction' }
    | { readonly code: 'unclosed-doctype' }
    | { readonly code: 'misplaced-declaration'; readonly declaration: '<?xml' | '<!DOCTYPE' }
    | { readonly code: 'invalid-declaration' }
    | { readonly code: 'text-outside-root' }
    | { readonly code: 'cdata-end-in-text' }
    | { readonly code: 'second-root'; readonly name: string }
    | { readonly code: 'no-root' }
    | { readonly code: 'too-deep'; readonly limit: number }
  );
