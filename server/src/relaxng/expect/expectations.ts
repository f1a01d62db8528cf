import { contentSpan, elementAt, isElement } from '../../xml/query.ts';
import type { XmlAttribute, XmlDocument, XmlElement } from '../../xml/tree.ts';
import type { Name } from '../automaton/alphabet.ts';
import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import { schemaNames } from '../explain/expected.ts';
import { frontierOf, type Named, requiredIn } from '../explain/frontier.ts';
import type { SchemaName } from '../explain/problems.ts';
import { inOrderOfWeight, nameOf } from '../explain/variants.ts';
import type { AttributePattern, ElementPattern } from '../grammar.ts';
import { Namespaces } from '../namespaces.ts';
import { attributeName, elementName, type Frame } from '../walk.ts';
import { Locator } from './locate.ts';
import { type Filling, type Outline, outlineOf } from './outline.ts';
import { type PossibleValue, possibleValue, textAfter } from './possibleValue.ts';

/** How many elements further on are looked at for whether they may still follow. */
const FOLLOWING = 200;

/** An element or an attribute that may be written at a place. */
export interface Expected<Pattern> {
  readonly name: SchemaName;
  /** Whether the element around is not right without it. */
  readonly isRequired: boolean;
  /** Where the schema speaks of it, with its documentation: often one, several where it may be of several kinds. */
  readonly patterns: readonly Pattern[];
}

export interface ExpectedElement extends Expected<ElementPattern> {
  /** What it is not right without. */
  outline(filling: Filling): Outline;
}

export interface ExpectedAttribute extends Expected<AttributePattern> {
  value(): PossibleValue;
}

export interface ExpectedContent {
  /** Undefined outside the root. */
  readonly parent: XmlElement | undefined;
  readonly elements: readonly ExpectedElement[];
  /** What the text may be; undefined where none may come. */
  readonly text: PossibleValue | undefined;
}

/** What may be written at an offset between tags, so that what stands before and after it stays right. */
export function expectedContent(
  automaton: Automaton,
  document: XmlDocument,
  offset: number,
): ExpectedContent {
  const parent = containerAt(document, offset);
  if (parent === undefined) {
    const elements =
      document.root === undefined ? elementsAfter(automaton, automaton.start(), [], Namespaces.none) : [];
    return { parent, elements, text: undefined };
  }
  const locator = new Locator(automaton, document);
  const frame = locator.frameOf(parent);
  if (frame === undefined) return { parent, elements: [], text: undefined };
  locator.readTo(frame, offset);
  const { state, namespaces } = frame;
  const following = parent.children.filter(isElement).filter(({ start }) => start >= offset);
  const names = following
    .slice(0, FOLLOWING)
    .map((child) => elementName(automaton, child.name, namespaces.inside(child)));
  return {
    parent,
    elements: elementsAfter(automaton, state, names, namespaces),
    text: textAfter(automaton, state, namespaces),
  };
}

/** The attributes that an element may have besides those it has, `except` not counted. */
export function expectedAttributes(
  automaton: Automaton,
  document: XmlDocument,
  element: XmlElement,
  except?: XmlAttribute,
): readonly ExpectedAttribute[] {
  const frame = new Locator(automaton, document).frameOf(element);
  if (frame === undefined) return [];
  const state = afterOthers(automaton, frame, element, except);
  const given = new Set(element.attributes.filter((each) => each !== except).map(({ name }) => name));
  const patterns = frontierOf(state).attributes.map(({ pattern }) => pattern);
  const required = requiredIn(state, 'attribute').always;
  return byName(patterns, required, frame.namespaces)
    .filter(({ name }) => !given.has(name.written))
    .map((expected) => ({
      ...expected,
      value: () => attributeValue(automaton, expected.patterns, frame.namespaces),
    }));
}

/** What the value of an attribute may be; undefined where the attribute may not be. */
export function expectedValues(
  automaton: Automaton,
  document: XmlDocument,
  attribute: XmlAttribute,
): PossibleValue | undefined {
  const locator = new Locator(automaton, document);
  const asked = askedBy(automaton, locator, attribute);
  return asked.length === 0 ? undefined : attributeValue(automaton, asked, Namespaces.none);
}

function attributeValue(
  automaton: Automaton,
  patterns: readonly AttributePattern[],
  namespaces: Namespaces,
): PossibleValue {
  return possibleValue(
    automaton,
    patterns.map(({ of }) => of),
    namespaces,
  );
}

/** Where the schema speaks of this very element; several places where it may be of several kinds. */
export function elementDefinitions(
  automaton: Automaton,
  document: XmlDocument,
  element: XmlElement,
): readonly ElementPattern[] {
  const locator = new Locator(automaton, document);
  const frame = locator.frameOf(element);
  if (frame?.opening === undefined) return [];
  const { elements } = frame.opening;
  const { branches } = locator.lastState(frame);
  const complete = elements.filter((_, branch) => branches[branch]?.isNullable);
  return complete.length > 0
    ? complete
    : elements.filter((_, branch) => branches[branch]?.kind !== 'notAllowed');
}

/** Where the schema speaks of this very attribute. */
export function attributeDefinitions(
  automaton: Automaton,
  document: XmlDocument,
  attribute: XmlAttribute,
): readonly AttributePattern[] {
  const locator = new Locator(automaton, document);
  const asked = askedBy(automaton, locator, attribute);
  const namespaces = locator.frameOf(attribute.owner)?.namespaces ?? Namespaces.none;
  const met = asked.filter(({ of }) => automaton.strings.meets(of, attribute.value, namespaces));
  return met.length > 0 ? met : asked;
}

/** The patterns that an attribute has to meet, given the others. */
function askedBy(
  automaton: Automaton,
  locator: Locator,
  attribute: XmlAttribute,
): readonly AttributePattern[] {
  const frame = locator.frameOf(attribute.owner);
  if (frame === undefined) return [];
  const state = afterOthers(automaton, frame, attribute.owner, attribute);
  const name = attributeName(automaton, attribute.name, frame.namespaces);
  return automaton.attributesNamed(state, name).map(({ pattern }) => pattern);
}

/** After all attributes that may be there but one. */
function afterOthers(
  automaton: Automaton,
  { start, namespaces }: Frame,
  element: XmlElement,
  except: XmlAttribute | undefined,
): State {
  let state = start;
  for (const attribute of inOrderOfWeight(automaton, element, namespaces, start)) {
    if (attribute === except) continue;
    const name = attributeName(automaton, attribute.name, namespaces);
    const after = automaton.attribute(state, name, attribute.value, namespaces);
    if (!after.isDead) state = after;
  }
  return state;
}

function elementsAfter(
  automaton: Automaton,
  state: State,
  following: readonly Name[],
  namespaces: Namespaces,
): ExpectedElement[] {
  const patterns = frontierOf(state).elements.map(({ pattern }) => pattern);
  const least = refusals(automaton, state, following);
  return byName(patterns, requiredIn(state, 'element').always, namespaces)
    .filter(({ name }) => {
      const opening = automaton.openLeniently(state, nameOf(automaton, name));
      if (opening === undefined) return false;
      const after = automaton.pass(state, opening);
      return after === state || refusals(automaton, after, following) <= least;
    })
    .map((expected) => ({
      ...expected,
      outline: (filling) => outlineOf({ automaton, namespaces, filling }, expected.name, expected.patterns),
    }));
}

/** How many of the elements that follow may not be there. */
function refusals(automaton: Automaton, from: State, following: readonly Name[]): number {
  let state = from;
  let refused = 0;
  for (const name of following) {
    const opening = automaton.openLeniently(state, name);
    if (opening === undefined) refused++;
    else state = automaton.pass(state, opening);
  }
  return refused;
}

function byName<P extends ElementPattern | AttributePattern>(
  patterns: readonly P[],
  required: readonly Named[],
  namespaces: Namespaces,
): Expected<P>[] {
  const requiredNames = new Set(
    schemaNames(
      required.map(({ pattern }) => pattern),
      namespaces,
    ).map(({ written }) => written),
  );
  const found = new Map<string, { name: SchemaName; isRequired: boolean; patterns: P[] }>();
  for (const pattern of patterns)
    for (const name of schemaNames([pattern], namespaces)) {
      const key = `${name.namespace} ${name.local}`;
      const known = found.get(key);
      if (known === undefined)
        found.set(key, { name, isRequired: requiredNames.has(name.written), patterns: [pattern] });
      else known.patterns.push(pattern);
    }
  return [...found.values()];
}

function containerAt(document: XmlDocument, offset: number): XmlElement | undefined {
  const element = elementAt(document, offset);
  if (element === undefined) return undefined;
  const { start, end } = contentSpan(element);
  const isInside = !element.selfClosing && start <= offset && offset <= end;
  return isInside ? element : element.parent;
}
