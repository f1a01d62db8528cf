import type { Span, XmlElement } from '../../xml/tree.ts';
import type { State } from '../automaton/state.ts';
import { isBlank } from '../automaton/strings.ts';
import type { Frame } from '../walk.ts';
import type { Context } from './context.ts';
import { expectedValue, nearestValue, schemaNames } from './expected.ts';
import { frontierOf, requiredIn } from './frontier.ts';
import { afterChildren, contentOf, findVariant, hindrance } from './variants.ts';

/** Says why a text may not be here; the state after it. */
export function refuseText(context: Context, frame: Frame, text: string, first: number, end: number): State {
  const { automaton } = context;
  const { element, state, namespaces } = frame;
  if (element === undefined) return state;
  const at = trimmedSpan(context, frame, first, end);
  const ofAnyValue = automaton.textOfAnyValue(state);
  if (ofAnyValue.isDead) {
    const patterns = frontierOf(state).elements.map(({ pattern }) => pattern);
    context.report({ kind: 'unexpected-text', element, expected: schemaNames(patterns, namespaces), ...at });
    return state;
  }
  const value = text.trim();
  const expected = expectedValue(
    automaton.stringsNow(state).map(({ pattern }) => pattern),
    value,
  );
  context.report({
    kind: 'bad-value',
    element,
    attribute: undefined,
    value,
    ...expected,
    nearest: nearestValue(value, expected),
    ...hindrance(
      findVariant(context, frame, (variant) => {
        const content = contentOf(automaton, frame, variant);
        return !automaton.text(content, text, namespaces).isDead;
      }),
    ),
    ...at,
  });
  return ofAnyValue;
}

/** Says what an element still lacks at its end; the state of its parent after it. */
export function refuseEnd(context: Context, frame: Frame, last: State): State | undefined {
  const { element, opening, parent } = frame;
  const isEnded = element?.selfClosing || element?.endTag !== undefined;
  if (element !== undefined && isEnded && !context.notes(frame).hasDropped)
    reportMissing(context, frame, element, last);
  if (parent === undefined || opening === undefined) return undefined;
  return context.automaton.leaveLeniently(parent.state, opening, last);
}

function reportMissing(context: Context, frame: Frame, element: XmlElement, last: State): void {
  const { always, oneOf } = requiredIn(last, 'element');
  if (always.length === 0 && oneOf.length === 0) {
    const strings = context.automaton.stringsNow(last).map(({ pattern }) => pattern);
    context.report({ kind: 'missing-text', element, ...expectedValue(strings, ''), ...element.nameSpan });
    return;
  }
  const written = (named: typeof always) =>
    schemaNames(
      named.map(({ pattern }) => pattern),
      frame.namespaces,
    );
  context.report({
    kind: 'missing-element',
    element,
    required: written(always),
    oneOf: written(oneOf),
    blockedBy: findVariant(
      context,
      frame,
      (variant) =>
        afterChildren(context.automaton, frame, contentOf(context.automaton, frame, variant)).isFinal,
    )?.open,
    ...element.nameSpan,
  });
}

/** Where the text stands, without the white space around it. */
function trimmedSpan({ text }: Context, { children }: Frame, first: number, end: number): Span {
  const pieces = children
    .slice(first, end)
    .filter((child) => 'value' in child && child.kind !== 'comment' && !isBlank(child.value));
  const { start } = pieces[0] ?? { start: 0 };
  const { end: stop } = pieces.at(-1) ?? { end: start };
  const [before = ''] = /^[ \t\r\n]*/.exec(text.slice(start, stop)) ?? [];
  let last = stop;
  while (last > start && isBlank(text.charAt(last - 1))) last--;
  return { start: start + before.length, end: last };
}
