import type { XmlAttribute, XmlElement } from '../../xml/tree.ts';
import { contains, type Name } from '../automaton/alphabet.ts';
import type { State } from '../automaton/state.ts';
import { attributeName, elementName, type Frame } from '../walk.ts';
import type { Context } from './context.ts';
import { closestNames, expectedValue, nearestValue, schemaNames } from './expected.ts';
import { frontierOf, requiredIn } from './frontier.ts';
import type { MisplacedAttribute, SchemaName } from './problems.ts';
import { attributesRead, findVariant, hindrance, inOrderOfWeight, nameOf, type Variant } from './variants.ts';

interface Refused {
  readonly context: Context;
  readonly frame: Frame;
  readonly element: XmlElement;
  readonly attribute: XmlAttribute;
  readonly name: Name;
  /** After the attributes that were read before. */
  readonly state: State;
}

/** Where the reading of a tag is. */
interface Reading {
  readonly state: State;
  /** Where it would be if what hindered an attribute were different: others that it hinders are part of that mistake. */
  readonly unhindered: State | undefined;
}

/** Says which attributes of a tag are wrong or missing; the state after the tag as it was probably meant. */
export function refuseAttributes(context: Context, frame: Frame): State {
  const { element, namespaces, start } = frame;
  const { automaton } = context;
  if (element === undefined) return start;
  let reading: Reading = { state: start, unhindered: undefined };
  for (const attribute of inOrderOfWeight(automaton, element, namespaces, start))
    reading = readAttribute(context, frame, element, attribute, reading);
  const { state, unhindered } = reading;
  const content = automaton.content(state);
  // While the tag is being typed nothing is missing in it yet.
  const isFinished = context.text[element.startTag.end - 1] === '>';
  if (content.isDead && isFinished && !context.notes(frame).hasDropped)
    reportMissing(context, frame, element, state);
  const meant = content.isDead ? automaton.contentLeniently(state) : content;
  return unhindered === undefined ? meant : automaton.union([meant, automaton.contentLeniently(unhindered)]);
}

function readAttribute(
  context: Context,
  frame: Frame,
  element: XmlElement,
  attribute: XmlAttribute,
  { state, unhindered }: Reading,
): Reading {
  const { automaton } = context;
  const name = attributeName(automaton, attribute.name, frame.namespaces);
  const after = (from: State) => {
    const next = automaton.attribute(from, name, attribute.value, frame.namespaces);
    return next.isDead ? undefined : next;
  };
  const next = after(state);
  const nextUnhindered = unhindered && after(unhindered);
  if (next !== undefined || nextUnhindered !== undefined)
    return { state: next ?? state, unhindered: nextUnhindered ?? unhindered };
  return refuseAttribute({ context, frame, element, attribute, name, state });
}

function refuseAttribute(refused: Refused): Reading {
  const { context, attribute, name, state } = refused;
  const { automaton } = context;
  const ofAnyValue = automaton.attributeOfAnyValue(state, name);
  if (!ofAnyValue.isDead) {
    if (attribute.valueSpan !== undefined) reportValue(refused);
    return { state: ofAnyValue, unhindered: undefined };
  }
  return (
    undeclaredPrefix(refused) ?? hindered(refused) ?? { state: elsewhere(refused), unhindered: undefined }
  );
}

function reportValue(refused: Refused): void {
  const { context, element, attribute, name, state } = refused;
  const { automaton } = context;
  const patterns = automaton.attributesNamed(state, name).map(({ pattern }) => pattern.of);
  const expected = expectedValue(patterns, attribute.value);
  context.report({
    kind: 'bad-value',
    element,
    attribute,
    value: attribute.value,
    ...expected,
    nearest: nearestValue(attribute.value, expected),
    ...hindrance(variantFor(refused)),
    ...(attribute.valueSpan ?? attribute.nameSpan),
  });
}

/** How things would have to be for the attribute to be right. */
function variantFor({ context, frame, element, attribute, name }: Refused): Variant | undefined {
  const { automaton } = context;
  return findVariant(context, frame, (variant) => {
    if (variant.open === attribute) return false;
    const before = attributesRead(automaton, element, frame.namespaces, variant, attribute);
    return !automaton.attribute(before, name, attribute.value, frame.namespaces).isDead;
  });
}

function undeclaredPrefix(refused: Refused): Reading | undefined {
  const { context, frame, element, attribute } = refused;
  const { name, nameSpan } = attribute;
  const [prefix = '', local] = name.split(':');
  if (local === undefined || frame.namespaces.resolvePrefix(prefix) !== undefined) return undefined;
  context.report({
    kind: 'undeclared-prefix',
    element,
    attribute,
    prefix,
    namespaces: context.vocabulary.namespacesOf(local).filter((namespace) => namespace !== ''),
    start: nameSpan.start,
    end: nameSpan.start + prefix.length,
  });
  return { state: dropped(refused), unhindered: undefined };
}

/** The element might have it if another attribute were different. */
function hindered(refused: Refused): Reading | undefined {
  const { context, frame, element, attribute, name } = refused;
  const variant = variantFor(refused);
  if (variant === undefined) return undefined;
  reportMisplaced(refused, { expected: whatElse(refused).expected, ...hindrance(variant) });
  const state = dropped(refused);
  if (variant.start !== frame.start) return { state, unhindered: undefined };
  const { automaton } = context;
  const before = attributesRead(automaton, element, frame.namespaces, variant, attribute);
  return { state, unhindered: automaton.attribute(before, name, attribute.value, frame.namespaces) };
}

/** The attribute counts for nothing, or for one that is not there: what now seems missing is part of the same mistake. */
function dropped(refused: Refused): State {
  const { context, frame, state } = refused;
  const { automaton } = context;
  context.notes(frame).hasDropped = true;
  const meant = notGiven(refused).map((name) =>
    automaton.attributeOfAnyValue(state, nameOf(automaton, name)),
  );
  return automaton.union([state, ...meant]);
}

function elsewhere(refused: Refused): State {
  const { context, attribute, name } = refused;
  const instead = whatElse(refused);
  const { nearest } = instead;
  const owners = context.vocabulary.owners('attribute', name);
  const isOfOthers = owners.some((owner) => !contains(owner.name, ownName(refused)));
  if (isOfOthers || (owners.length > 0 && nearest === undefined)) reportMisplaced(refused, instead);
  else context.report({ kind: 'unknown-attribute', attribute, ...instead, ...attribute.nameSpan });
  return nearest === undefined ? dropped(refused) : takenFor(refused, nearest);
}

function reportMisplaced(refused: Refused, why: Partial<MisplacedAttribute>): void {
  const { context, frame, attribute, name } = refused;
  context.report({
    kind: 'misplaced-attribute',
    attribute,
    expected: [],
    nearest: undefined,
    blockedBy: undefined,
    needs: undefined,
    belongsIn: schemaNames(context.vocabulary.owners('attribute', name), frame.namespaces),
    ...why,
    ...attribute.nameSpan,
  });
}

/** The attribute counts as the one that was probably meant. */
function takenFor({ context, frame, attribute, state }: Refused, meant: SchemaName): State {
  const { automaton } = context;
  const name = nameOf(automaton, meant);
  const after = automaton.attribute(state, name, attribute.value, frame.namespaces);
  return after.isDead ? automaton.attributeOfAnyValue(state, name) : after;
}

function ownName({ context, frame, element }: Refused): Name {
  return elementName(context.automaton, element.name, frame.namespaces);
}

/** The attributes that the element may still have. */
function notGiven({ frame, element, state }: Refused): SchemaName[] {
  const patterns = frontierOf(state).attributes.map(({ pattern }) => pattern);
  const given = new Set(element.attributes.map(({ name }) => name));
  return schemaNames(patterns, frame.namespaces).filter(({ written }) => !given.has(written));
}

function whatElse(refused: Refused) {
  const { context, frame, attribute, name, state } = refused;
  const { automaton, vocabulary } = context;
  const isKnown = vocabulary.attributes(name).length > 0;
  return closestNames(attribute.name, notGiven(refused), isKnown, (meant) => {
    return !automaton.attribute(state, nameOf(automaton, meant), attribute.value, frame.namespaces).isDead;
  });
}

function reportMissing(context: Context, frame: Frame, element: XmlElement, state: State): void {
  const { automaton } = context;
  const { always, oneOf } = requiredIn(state, 'attribute');
  const written = (named: typeof always) =>
    schemaNames(
      named.map(({ pattern }) => pattern),
      frame.namespaces,
    );
  context.report({
    kind: 'missing-attribute',
    element,
    required: written(always),
    oneOf: written(oneOf),
    blockedBy: findVariant(context, frame, (variant) => {
      const after = attributesRead(automaton, element, frame.namespaces, variant);
      return !automaton.content(after).isDead;
    })?.open,
    ...element.nameSpan,
  });
}
