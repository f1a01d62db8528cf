import type { XmlAttribute, XmlElement } from '../../xml/tree.ts';
import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import type { Pattern } from '../grammar.ts';
import { isDeclaration, type Namespaces } from '../namespaces.ts';
import { attributeName, elementName, type Frame } from '../walk.ts';
import type { Context } from './context.ts';

/** How an element would begin if one attribute, of itself or of an element around it, had another value. */
export interface Variant {
  readonly open: XmlAttribute;
  readonly start: State;
}

/** How many elements around one are looked at for what blocks it. */
const LEVELS = 3;

/** The attribute that stands in the way: with another value of it, the element would begin so that `works` holds. */
export function findBlocker(
  context: Context,
  frame: Frame,
  works: (variant: Variant) => boolean,
): XmlAttribute | undefined {
  if (!context.mayExplore()) return undefined;
  for (const variant of variants(context, frame, LEVELS)) if (works(variant)) return variant.open;
  return undefined;
}

function* variants(context: Context, frame: Frame, levels: number): Generator<Variant> {
  const { element, parent, start } = frame;
  if (element === undefined || levels === 0) return;
  for (const open of inOrderOfWeight(context.automaton, element, frame.namespaces, start))
    yield { open, start };
  if (parent === undefined) return;
  for (const around of variants(context, parent, levels - 1)) {
    const content = contentOf(context.automaton, parent, around);
    const name = elementName(context.automaton, element.name, frame.namespaces);
    const opening = context.automaton.openLeniently(content, name);
    if (opening !== undefined) yield { open: around.open, start: opening.inner };
  }
}

/** The state in which the content of the element would begin. */
export function contentOf(automaton: Automaton, { element, namespaces }: Frame, variant: Variant): State {
  if (element === undefined) return variant.start;
  return automaton.contentLeniently(attributesRead(automaton, element, namespaces, variant));
}

/** After those attributes that may be there, all but `except`. */
export function attributesRead(
  automaton: Automaton,
  element: XmlElement,
  namespaces: Namespaces,
  { start, open }: Variant,
  except?: XmlAttribute,
): State {
  let state = start;
  for (const attribute of inOrderOfWeight(automaton, element, namespaces, start)) {
    if (attribute === except) continue;
    const name = attributeName(automaton, attribute.name, namespaces);
    const after =
      attribute === open
        ? automaton.attributeOfAnyValue(state, name)
        : automaton.attribute(state, name, attribute.value, namespaces);
    if (!after.isDead) state = after;
  }
  return state;
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

function isListed(pattern: Pattern): boolean {
  return pattern.kind === 'value' || (pattern.kind === 'choice' && pattern.members.every(isListed));
}
