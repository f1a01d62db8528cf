import type { XmlAttribute, XmlElement } from '../../xml/tree.ts';
import type { Name } from '../automaton/alphabet.ts';
import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import type { Pattern } from '../grammar.ts';
import { isDeclaration, type Namespaces } from '../namespaces.ts';
import { attributeName, elementName, type Frame } from '../walk.ts';
import type { Context } from './context.ts';
import { schemaNames } from './expected.ts';
import { frontierOf } from './frontier.ts';
import type { Hindrance, SchemaName } from './problems.ts';

/** How an element would begin if one attribute, of itself or of an element around it, were different. */
export interface Variant {
  /** Before the attributes of the element. */
  readonly start: State;
  /** The attribute that may have any value. */
  readonly open: XmlAttribute | undefined;
  /** The attribute that is given in addition, with any value. */
  readonly added: { readonly element: XmlElement; readonly attribute: SchemaName } | undefined;
}

/** How many elements around one are looked at for what hinders something. */
const LEVELS = 3;

/** The variant nearest to the element in which `works` holds; undefined also when it holds for the element as it is. */
export function findVariant(
  context: Context,
  frame: Frame,
  works: (variant: Variant) => boolean,
): Variant | undefined {
  if (!context.mayExplore() || works(asItIs(frame))) return undefined;
  for (const variant of variants(context, frame, LEVELS)) if (works(variant)) return variant;
  return undefined;
}

/** What stands in the way, seen from a variant without it. */
export function hindrance(variant: Variant | undefined): Hindrance {
  return { blockedBy: variant?.open, needs: variant?.added };
}

export function asItIs({ start }: Frame): Variant {
  return { start, open: undefined, added: undefined };
}

function* variants(context: Context, frame: Frame, levels: number): Generator<Variant> {
  const { element, namespaces, parent, start } = frame;
  const { automaton } = context;
  if (element === undefined || levels === 0) return;
  const own = asItIs(frame);
  for (const open of inOrderOfWeight(automaton, element, namespaces, start)) yield { ...own, open };
  for (const attribute of decisiveNotGiven(frame, element)) yield { ...own, added: { element, attribute } };
  if (parent === undefined) return;
  for (const around of variants(context, parent, levels - 1)) {
    const content = contentOf(automaton, parent, around);
    const opening = automaton.openLeniently(content, elementName(automaton, element.name, namespaces));
    if (opening !== undefined) yield { ...around, start: opening.inner };
  }
}

/** The state in which the content of the element would begin. */
export function contentOf(automaton: Automaton, { element, namespaces }: Frame, variant: Variant): State {
  if (element === undefined) return variant.start;
  const read = attributesRead(automaton, element, namespaces, variant);
  const content = automaton.content(read);
  return content.isDead ? automaton.contentLeniently(read) : content;
}

/** More children than this are not gone through again. */
const CHILDREN_LIMIT = 500;

/** The state after the child elements, whatever is in them, up to before `end`. */
export function afterChildren(
  automaton: Automaton,
  { children, namespaces }: Frame,
  content: State,
  end?: XmlElement,
): State {
  if (children.length > CHILDREN_LIMIT) return content;
  let state = content;
  for (const child of children) {
    if (child === end) break;
    if (child.kind !== 'element') continue;
    const opening = automaton.open(state, elementName(automaton, child.name, namespaces.inside(child)));
    if (opening !== undefined) state = automaton.pass(state, opening);
  }
  return state;
}

/** After those attributes that may be there, up to before `end`. */
export function attributesRead(
  automaton: Automaton,
  element: XmlElement,
  namespaces: Namespaces,
  { start, open, added }: Variant,
  end?: XmlAttribute,
): State {
  let state = start;
  const goOn = (after: State) => {
    if (!after.isDead) state = after;
  };
  if (added?.element === element)
    goOn(automaton.attributeOfAnyValue(state, nameOf(automaton, added.attribute)));
  for (const attribute of inOrderOfWeight(automaton, element, namespaces, start)) {
    if (attribute === end) break;
    const name = attributeName(automaton, attribute.name, namespaces);
    goOn(
      attribute === open
        ? automaton.attributeOfAnyValue(state, name)
        : automaton.attribute(state, name, attribute.value, namespaces),
    );
  }
  return state;
}

export function nameOf({ alphabet }: Automaton, { namespace, local }: SchemaName): Name {
  return alphabet.name(namespace, local);
}

/**
 * The attributes, each name once: first those whose listed values decide what the others may be, so that of two that
 * do not go together the other is refused.
 */
export function inOrderOfWeight(
  automaton: Automaton,
  { attributes }: XmlElement,
  namespaces: Namespaces,
  start: State,
): readonly XmlAttribute[] {
  const decisive: XmlAttribute[] = [];
  const others: XmlAttribute[] = [];
  const seen = new Set<string>();
  for (const attribute of attributes) {
    const { name } = attribute;
    if (isDeclaration(name) || seen.has(name)) continue;
    seen.add(name);
    const patterns = automaton.attributesNamed(start, attributeName(automaton, name, namespaces));
    (patterns.some(({ pattern }) => isListed(pattern.of)) ? decisive : others).push(attribute);
  }
  return [...decisive, ...others];
}

function decisiveNotGiven({ start, namespaces }: Frame, { attributes }: XmlElement): SchemaName[] {
  const decisive = frontierOf(start).attributes.filter(({ pattern }) => isListed(pattern.of));
  const given = new Set(attributes.map(({ name }) => name));
  const patterns = decisive.map(({ pattern }) => pattern);
  return schemaNames(patterns, namespaces).filter(({ written }) => !given.has(written));
}

function isListed(pattern: Pattern): boolean {
  return pattern.kind === 'value' || (pattern.kind === 'choice' && pattern.members.every(isListed));
}
