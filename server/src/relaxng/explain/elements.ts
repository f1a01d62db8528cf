import { isElement, textContent } from '../../xml/query.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { Name } from '../automaton/alphabet.ts';
import type { State } from '../automaton/state.ts';
import type { Namespaces } from '../namespaces.ts';
import { afterTag, type Entry, elementName, type Frame } from '../walk.ts';
import type { Context } from './context.ts';
import { closestNames, schemaNames } from './expected.ts';
import { frontierOf, type Named, requiredIn } from './frontier.ts';
import type { MisplacedElement, SchemaName } from './problems.ts';
import { afterChildren, contentOf, findVariant, hindrance, nameOf } from './variants.ts';

/** How many of the nodes beside an element are looked at, and how many kinds of them are tried as what rules it out. */
const SIBLINGS = 500;
const SIBLING_KINDS = 40;

interface Refused {
  readonly context: Context;
  /** The element around. */
  readonly frame: Frame;
  readonly child: XmlElement;
  readonly name: Name;
  readonly namespaces: Namespaces;
}

/** What to take the element for; `dropped` when nothing can be said about what is in it. */
type Outcome = Entry | 'dropped';

/** Says why an element may not be here, and what to take it for. */
export function refuseElement(
  context: Context,
  frame: Frame,
  child: XmlElement,
  namespaces: Namespaces,
): Entry | undefined {
  if (child.name === '') return undefined;
  const name = elementName(context.automaton, child.name, namespaces);
  const refused = { context, frame, child, name, namespaces };
  const outcome =
    tooEarly(refused) ??
    foretold(refused) ??
    excludedBySibling(refused) ??
    undeclaredPrefix(refused) ??
    excludedByAttribute(refused) ??
    elsewhere(refused);
  if (outcome === 'dropped') context.notes(frame).hasDropped = true;
  return outcome === 'dropped' ? undefined : outcome;
}

/** It may come once something else is there. */
function tooEarly(refused: Refused): Outcome | undefined {
  const { context, frame, child, name } = refused;
  const { automaton } = context;
  const opening = automaton.openLeniently(frame.state, name);
  if (opening === undefined) return undefined;
  const after = automaton.pass(frame.state, opening);
  const { always, oneOf } = requiredIn(frame.state, 'element');
  const stillRequired = new Set(
    namesOf(requiredIn(after, 'element').always, frame).map(({ written }) => written),
  );
  const isSkipped = ({ written }: SchemaName) => written !== child.name && !stillRequired.has(written);
  const required = namesOf(always, frame).filter(isSkipped);
  const late = elementsFrom(frame, frame.next).find((sibling) =>
    required.some(({ written }) => written === sibling.name),
  );
  if (late !== undefined) {
    context.notes(frame).late.add(elementName(automaton, late.name, frame.namespaces.inside(late)));
    reportMisplaced(refused, { after: late, expected: required });
  } else if (frame.element !== undefined) {
    context.report({
      kind: 'missing-element',
      element: frame.element,
      required,
      oneOf: namesOf(oneOf, frame).filter(isSkipped),
      blockedBy: undefined,
      ...frame.element.nameSpan,
    });
  }
  return { opening, start: opening.inner };
}

/** It was said to come too late when another came too early. */
function foretold(refused: Refused): Outcome | undefined {
  const { context, frame, name } = refused;
  return context.notes(frame).late.has(name) ? insideOnly(refused, frame.content) : undefined;
}

/** It might have come if it were not for an element before it. */
function excludedBySibling(refused: Refused): Outcome | undefined {
  const { context, frame, child, name } = refused;
  const { automaton } = context;
  if (automaton.openLeniently(frame.content, name) === undefined) return undefined;
  const before = elementsFrom(frame, 0).filter((sibling) => sibling.start < child.start);
  const excludes = (sibling: XmlElement) => {
    const siblingName = elementName(automaton, sibling.name, frame.namespaces.inside(sibling));
    const opening = automaton.openLeniently(frame.content, siblingName);
    if (opening === undefined) return false;
    const after = automaton.pass(frame.content, opening);
    return automaton.openLeniently(after, name) === undefined;
  };
  const first = before.find((sibling) => sibling.name === child.name);
  if (first !== undefined && excludes(first))
    context.report({ kind: 'duplicate-element', element: child, first, ...child.nameSpan });
  else reportMisplaced(refused, { blockedBy: oneOfEachName(before).slice(0, SIBLING_KINDS).find(excludes) });
  return insideOnly(refused, frame.content);
}

function undeclaredPrefix(refused: Refused): Outcome | undefined {
  const { context, child, frame, namespaces } = refused;
  const { automaton, vocabulary } = context;
  const [prefix = '', local] = child.name.split(':');
  if (local === undefined || namespaces.resolvePrefix(prefix) !== undefined) return undefined;
  const isLikely = (namespace: string) => Number(namespace.includes(prefix));
  const known = vocabulary
    .namespacesOf(local)
    .filter((namespace) => namespace !== '')
    .sort((a, b) => isLikely(b) - isLikely(a));
  context.report({
    kind: 'undeclared-prefix',
    element: child,
    attribute: undefined,
    prefix,
    namespaces: known,
    start: child.nameSpan.start,
    end: child.nameSpan.start + prefix.length,
  });
  for (const namespace of known) {
    const opening = automaton.openLeniently(frame.state, automaton.alphabet.name(namespace, local));
    if (opening !== undefined) return { opening, start: opening.inner };
  }
  return 'dropped';
}

/** It might be here if an attribute around it were different, and from now on that one may be. */
function excludedByAttribute(refused: Refused): Outcome | undefined {
  const { context, frame, child, name } = refused;
  const { automaton } = context;
  const variant = findVariant(
    context,
    frame,
    (each) => automaton.openLeniently(contentOf(automaton, frame, each), name) !== undefined,
  );
  if (variant === undefined) return undefined;
  reportMisplaced(refused, hindrance(variant));
  const content = contentOf(automaton, frame, variant);
  if (variant.start === frame.start) {
    frame.content = automaton.union([frame.content, content]);
    frame.state = automaton.union([frame.state, afterChildren(automaton, frame, content, child)]);
    const opening = automaton.openLeniently(frame.state, name);
    if (opening !== undefined) return { opening, start: opening.inner };
  }
  context.notes(frame).hasDropped = true;
  return insideOnly(refused, content);
}

/** It is known elsewhere, or not at all. */
function elsewhere(refused: Refused): Outcome | undefined {
  const { context, child, name } = refused;
  const { automaton, vocabulary } = context;
  const instead = whatElse(refused);
  const known = vocabulary.elements(name);
  if (known.length === 0)
    context.report({ kind: 'unknown-element', element: child, ...instead, ...child.nameSpan });
  else reportMisplaced(refused, instead);
  if (instead.nearest !== undefined) return takenFor(refused, instead.nearest);
  const start = automaton.inside(known);
  return fits(refused, start) ? { opening: undefined, start } : 'dropped';
}

/** The element counts as the one that was probably meant, unless that one is there as well. */
function takenFor(refused: Refused, meant: SchemaName): Outcome | undefined {
  const { context, frame } = refused;
  const { automaton } = context;
  const name = nameOf(automaton, meant);
  const opening = automaton.openLeniently(frame.state, name);
  if (opening === undefined) return undefined;
  const after = automaton.pass(frame.state, opening);
  const isThereAsWell = elementsFrom(frame, frame.next).some((sibling) => sibling.name === meant.written);
  const isLast = automaton.openLeniently(after, name) === undefined;
  return { opening: isThereAsWell && isLast ? undefined : opening, start: opening.inner };
}

/** Whether the element has the tag and the text of one that begins in `start`: then it was meant to be that one. */
function fits({ context, child, namespaces }: Refused, start: State): boolean {
  const { automaton } = context;
  const content = afterTag(automaton, start, child, namespaces);
  if (content.isDead || child.children.some(isElement)) return !content.isDead;
  const after = automaton.wholeText(content, textContent(child), namespaces);
  return !after.isDead && after.isFinal;
}

/** Reads on inside the element as it would be in `state`; to the element around it counts for nothing. */
function insideOnly({ context, name }: Refused, state: State): Outcome | undefined {
  const opening = context.automaton.openLeniently(state, name);
  return opening && { opening: undefined, start: opening.inner };
}

function whatElse(refused: Refused) {
  const { context, frame, child, name } = refused;
  const { automaton } = context;
  const names = namesOf(frontierOf(frame.state).elements, frame);
  const isKnown = context.vocabulary.elements(name).length > 0;
  return closestNames(child.name, names, isKnown, (meant) => {
    const opening = automaton.openLeniently(frame.state, nameOf(automaton, meant));
    return opening !== undefined && fits(refused, opening.inner);
  });
}

function reportMisplaced(refused: Refused, why: Partial<MisplacedElement>): void {
  const { context, child, name, namespaces } = refused;
  context.report({
    kind: 'misplaced-element',
    element: child,
    blockedBy: undefined,
    needs: undefined,
    after: undefined,
    belongsIn: schemaNames(context.vocabulary.owners('element', name), namespaces),
    expected: whatElse(refused).expected,
    nearest: undefined,
    ...why,
    ...child.nameSpan,
  });
}

function namesOf(named: readonly Named[], { namespaces }: Frame): SchemaName[] {
  return schemaNames(
    named.map(({ pattern }) => pattern),
    namespaces,
  );
}

function elementsFrom({ children }: Frame, first: number): XmlElement[] {
  return children.slice(first, first + SIBLINGS).filter(isElement);
}

function oneOfEachName(elements: readonly XmlElement[]): XmlElement[] {
  return [...new Map(elements.map((element) => [element.name, element])).values()];
}
