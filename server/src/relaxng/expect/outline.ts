import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import { schemaNames } from '../explain/expected.ts';
import { frontierOf, type Named, requiredIn } from '../explain/frontier.ts';
import type { SchemaName } from '../explain/problems.ts';
import { nameOf } from '../explain/variants.ts';
import type { ElementPattern } from '../grammar.ts';
import type { Namespaces } from '../namespaces.ts';
import { type PossibleValue, possibleValue, textAfter } from './possibleValue.ts';

/** How deep required elements are followed, and how many of them in one element: an outline is to be read at a glance. */
const DEPTH = 3;
const CHILDREN = 6;

/** Where a value stands. */
export interface ValuePlace {
  /** Names of the elements around, outermost first, from the one that is outlined. */
  readonly around: readonly string[];
  readonly element: string;
  /** Undefined for the text of the element. */
  readonly attribute?: string;
}

/** What an outline is filled with. */
export interface Filling {
  /** Values for a place, the best first: what the outline goes on with. */
  values(value: PossibleValue, place: ValuePlace): readonly string[];
  /** Attributes that are to be given too; of several in one entry the first that may be. */
  attributes(place: ValuePlace): readonly (readonly string[])[];
}

/** What an element is not right without, whatever the values in it are, and what else it was filled with. */
export interface Outline {
  readonly attributes: readonly { readonly name: SchemaName; readonly values: readonly string[] }[];
  readonly children: readonly { readonly name: SchemaName; readonly outline: Outline }[];
  /** What is proposed for it; undefined where the element may have none. */
  readonly text: readonly string[] | undefined;
  /** Besides those of the outline. */
  readonly mayHaveAttributes: boolean;
  readonly mayHaveElements: boolean;
}

interface Outlining {
  readonly automaton: Automaton;
  readonly namespaces: Namespaces;
  readonly filling: Filling;
}

export function outlineOf(
  context: Outlining,
  name: SchemaName,
  patterns: readonly ElementPattern[],
  around: readonly string[] = [],
): Outline {
  const { automaton, namespaces, filling } = context;
  const element = name.written;
  const start = automaton.inside(patterns);
  const { attributes, whatever, given } = givenAttributes(context, start, around, element);
  const content = contentOf(automaton, given);
  const children =
    around.length < DEPTH
      ? requiredElements(context, contentOf(automaton, whatever), content, [...around, element])
      : [];
  const text = textAfter(automaton, content, namespaces);
  return {
    attributes,
    children,
    text: text && filling.values(text, { around, element }),
    mayHaveAttributes: frontierOf(given).attributes.length > 0,
    mayHaveElements: frontierOf(content).elements.length > 0,
  };
}

/** What is required is asked of the state for attributes of any value, what they may be of that for the values proposed so far. */
function givenAttributes(
  { automaton, namespaces, filling }: Outlining,
  start: State,
  around: readonly string[],
  element: string,
) {
  const attributes: { name: SchemaName; values: readonly string[] }[] = [];
  let [whatever, given] = [start, start];
  const give = (name: SchemaName) => {
    const of = nameOf(automaton, name);
    const patterns = automaton.attributesNamed(given, of).map(({ pattern }) => pattern.of);
    const value = possibleValue(automaton, patterns, namespaces);
    const values = filling.values(value, { around, element, attribute: name.written });
    attributes.push({ name, values });
    const after = automaton.attribute(given, of, values[0] ?? '', namespaces);
    whatever = automaton.attributeOfAnyValue(whatever, of);
    given = after.isDead ? automaton.attributeOfAnyValue(given, of) : after;
  };
  const mayBeGiven = (name: SchemaName) =>
    automaton.attributesNamed(whatever, nameOf(automaton, name)).length > 0 &&
    automaton.attributesNamed(given, nameOf(automaton, name)).length > 0;
  const giveRequired = () => {
    for (;;) {
      const name = firstName(requiredIn(whatever, 'attribute').always, namespaces);
      if (name === undefined) return;
      give(name);
    }
  };
  giveRequired();
  for (const alternatives of filling.attributes({ around, element })) {
    const names = alternatives.map((local) => ({ written: local, namespace: '', local }));
    const isGiven = attributes.some(({ name }) => alternatives.includes(name.local));
    const name = isGiven ? undefined : names.find(mayBeGiven);
    if (name !== undefined) give(name);
    giveRequired();
  }
  return { attributes, whatever, given };
}

function requiredElements(
  context: Outlining,
  anyContent: State,
  givenContent: State,
  around: readonly string[],
): Outline['children'] {
  const { automaton, namespaces } = context;
  const children: { name: SchemaName; outline: Outline }[] = [];
  let [whatever, given] = [anyContent, givenContent];
  while (children.length < CHILDREN) {
    const name = firstName(requiredIn(whatever, 'element').always, namespaces);
    if (name === undefined) break;
    const of = nameOf(automaton, name);
    const [next, opening] = [automaton.openLeniently(whatever, of), automaton.openLeniently(given, of)];
    if (next === undefined || opening === undefined) break;
    children.push({ name, outline: outlineOf(context, name, opening.elements, around) });
    whatever = automaton.pass(whatever, next);
    given = automaton.pass(given, opening);
  }
  return children;
}

function firstName(required: readonly Named[], namespaces: Namespaces): SchemaName | undefined {
  return schemaNames(
    required.map(({ pattern }) => pattern),
    namespaces,
  )[0];
}

function contentOf(automaton: Automaton, state: State): State {
  const content = automaton.content(state);
  return content.isDead ? automaton.contentLeniently(state) : content;
}
