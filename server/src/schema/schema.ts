import {
  type Automaton,
  attributeDefinitions,
  type Checked,
  check,
  elementDefinitions,
  expectedAttributes,
  expectedContent,
  expectedValues,
  type KnownDocuments,
  type RecognisedValue,
  recognisedValues,
  type SchemaProblem,
  TooComplex,
} from '../relaxng/index.ts';
import type { XmlAttribute, XmlDocument, XmlElement } from '../xml/tree.ts';

/** The schema that documents are held against, and asked what may be written and what is. */
export interface Schema {
  /**
   * `libvirt`: its own, so that what it refuses `virsh define --validate` refuses too; `built-in`: our grammar, which
   * a newer libvirt may go beyond; `other`: of anything.
   */
  readonly authority: 'libvirt' | 'built-in' | 'other';
  /**
   * Whether a text is a document that it allows, as far as that is known from documents like it: many times quicker than
   * to read it closely. False says nothing.
   */
  isKnownToAllow(text: string): boolean;
  /**
   * What it does not allow in a document, in document order.
   *
   * @param previous the document before the last edit: the check is then quick where nothing was edited
   */
  check(document: XmlDocument, previous?: XmlDocument): readonly SchemaProblem[];
  /** What may be written at an offset between tags. */
  contentAt(document: XmlDocument, offset: number): ReturnType<typeof expectedContent>;
  /** The attributes that an element may have besides those it has, `except` not counted. */
  attributesFor(
    document: XmlDocument,
    element: XmlElement,
    except?: XmlAttribute,
  ): ReturnType<typeof expectedAttributes>;
  /** What the value of an attribute may be; undefined where the attribute may not be. */
  valuesOf(document: XmlDocument, attribute: XmlAttribute): ReturnType<typeof expectedValues>;
  /** Where it speaks of this very element, with its documentation; several where it may be of several kinds. */
  definitionsOfElement(document: XmlDocument, element: XmlElement): ReturnType<typeof elementDefinitions>;
  /** Where it speaks of this very attribute, with its documentation. */
  definitionsOfAttribute(
    document: XmlDocument,
    attribute: XmlAttribute,
  ): ReturnType<typeof attributeDefinitions>;
  /** The values of a document that it lists, or that are the numbers it asks for. */
  recognisedValues(document: XmlDocument): readonly RecognisedValue[];
}

/**
 * A schema that remembers what it found in a document, for as long as the document lives.
 *
 * @param known what earlier runs have found out about the automaton
 */
export function createSchema(
  automaton: Automaton,
  authority: Schema['authority'],
  known?: KnownDocuments,
): Schema {
  const checked = new WeakMap<XmlDocument, Checked>();
  return {
    authority,
    isKnownToAllow: (text) => known?.allow(text) === true,
    check(document, previous) {
      const now = checked.get(document) ?? check(automaton, document, previous && checked.get(previous));
      checked.set(document, now);
      return now.problems;
    },
    contentAt: (document, offset) => affordable(() => expectedContent(automaton, document, offset), nothing),
    attributesFor: (document, element, except) =>
      affordable(() => expectedAttributes(automaton, document, element, except), []),
    valuesOf: (document, attribute) =>
      affordable(() => expectedValues(automaton, document, attribute), undefined),
    definitionsOfElement: (document, element) =>
      affordable(() => elementDefinitions(automaton, document, element), []),
    definitionsOfAttribute: (document, attribute) =>
      affordable(() => attributeDefinitions(automaton, document, attribute), []),
    recognisedValues: (document) => recognisedValues(automaton, document),
  };
}

const nothing = { parent: undefined, elements: [], text: undefined } as const;

/** The answer; `otherwise` where schema and document together, a mangled one above all, would ask for too much work. */
function affordable<Answer>(answer: () => Answer, otherwise: Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof TooComplex) return otherwise;
    throw error;
  }
}
