import type { Span, XmlAttribute, XmlElement } from '../../xml/tree.ts';
import type { Datatype } from '../grammar.ts';

/**
 * Something the schema does not allow, as data. One mistake gives one problem; the span is the smallest text that is
 * wrong, and for something missing the name of what lacks it.
 */
export type SchemaProblem = Span &
  (
    | UnknownElement
    | MisplacedElement
    | DuplicateElement
    | MissingElement
    | UnknownAttribute
    | MisplacedAttribute
    | MissingAttribute
    | BadValue
    | MissingText
    | UnexpectedText
    | UndeclaredPrefix
    | SchemaTooComplex
  );

export type SchemaProblemKind = SchemaProblem['kind'];

/** A name of the schema. */
export interface SchemaName {
  /** As it is written at this place, with the prefix in force; without one where none is declared. */
  readonly written: string;
  readonly namespace: string;
  readonly local: string;
}

/** What a value may be. */
export interface ExpectedValue {
  /** The values that are listed, the closest first. */
  readonly allowed: readonly string[];
  /** The datatypes that may stand here as well. */
  readonly types: readonly Pick<Datatype, 'name' | 'library' | 'params'>[];
}

/** What rules something out that the schema would allow without it, or with another value of it. */
export type Blocker = XmlAttribute | XmlElement;

interface AtElement {
  readonly element: XmlElement;
}

interface AtAttribute {
  readonly attribute: XmlAttribute;
}

/** What stands in the way of something that the schema would allow otherwise. */
export interface Hindrance {
  readonly blockedBy: Blocker | undefined;
  /** An attribute that is not there, of the element itself or of one around it. */
  readonly needs: { readonly element: XmlElement; readonly attribute: SchemaName } | undefined;
}

interface InsteadOf {
  /** What may stand here, the closest first. */
  readonly expected: readonly SchemaName[];
  /** What was probably meant. */
  readonly nearest: SchemaName | undefined;
}

/** An element whose name the schema knows nowhere. */
export interface UnknownElement extends AtElement, InsteadOf {
  readonly kind: 'unknown-element';
}

/** An element that may stand elsewhere, or here if it were not for something else. */
export interface MisplacedElement extends AtElement, InsteadOf, Hindrance {
  readonly kind: 'misplaced-element';
  /** Elements that may have it. */
  readonly belongsIn: readonly SchemaName[];
  /** A sibling below that must come first. */
  readonly after: XmlElement | undefined;
}

/** An element that may be here once and is here again. */
export interface DuplicateElement extends AtElement {
  readonly kind: 'duplicate-element';
  readonly first: XmlElement;
}

interface Missing extends AtElement {
  /** What must be there. */
  readonly required: readonly SchemaName[];
  /** Where nothing certain is required: one of these, or more of them, must be there. */
  readonly oneOf: readonly SchemaName[];
  /** What makes it required. */
  readonly blockedBy: Blocker | undefined;
}

export interface MissingElement extends Missing {
  readonly kind: 'missing-element';
}

/** An attribute whose name the schema knows nowhere. */
export interface UnknownAttribute extends AtAttribute, InsteadOf {
  readonly kind: 'unknown-attribute';
}

/** An attribute that other elements have, or this one if it were not for something else. */
export interface MisplacedAttribute extends AtAttribute, InsteadOf, Hindrance {
  readonly kind: 'misplaced-attribute';
  readonly belongsIn: readonly SchemaName[];
}

export interface MissingAttribute extends Missing {
  readonly kind: 'missing-attribute';
}

/** A value of an attribute, or the text of an element when `attribute` is undefined. */
export interface BadValue extends AtElement, ExpectedValue, Hindrance {
  readonly kind: 'bad-value';
  readonly attribute: XmlAttribute | undefined;
  readonly value: string;
  readonly nearest: string | undefined;
}

/** An element without the text it must have. */
export interface MissingText extends AtElement, ExpectedValue {
  readonly kind: 'missing-text';
}

export interface UnexpectedText extends AtElement {
  readonly kind: 'unexpected-text';
  /** The elements that may stand here. */
  readonly expected: readonly SchemaName[];
}

/** A prefix without declaration, in the name of an element, or of its attribute. */
export interface UndeclaredPrefix extends AtElement {
  readonly kind: 'undeclared-prefix';
  readonly attribute: XmlAttribute | undefined;
  readonly prefix: string;
  /** Namespaces in which the schema knows such a name. */
  readonly namespaces: readonly string[];
}

/** The schema and the document together ask for too much work to say anything. */
export interface SchemaTooComplex {
  readonly kind: 'schema-too-complex';
}
