import type { Span, XmlDocument } from '../../xml/tree.ts';
import type { Automaton } from '../automaton/automaton.ts';
import { TooComplex } from '../automaton/nodes.ts';
import { expectedValue } from '../explain/expected.ts';
import type { ExpectedValue } from '../explain/problems.ts';
import { recovery } from '../explain/recovery.ts';
import type { Pattern } from '../grammar.ts';
import { attributeName, type Frame, type Memory, walk } from '../walk.ts';

/** A value that is just what the schema asks for at its place: one of those it lists, or a number. */
export interface RecognisedValue extends Span {
  readonly kind: 'listed' | 'number';
}

/** All of a document, of attributes and of elements that have nothing but text, in document order. */
export function recognisedValues(automaton: Automaton, document: XmlDocument): RecognisedValue[] {
  const found: RecognisedValue[] = [];
  const quiet = recovery(automaton, document, () => undefined);
  const memory: Memory = {
    recall: () => undefined,
    entered: () => undefined,
    left: (frame) => found.push(...inAttributes(automaton, frame), ...inText(automaton, document, frame)),
  };
  try {
    walk(automaton, document, quiet, memory);
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
  }
  return found.sort((a, b) => a.start - b.start);
}

function inAttributes(automaton: Automaton, { element, start, namespaces }: Frame): RecognisedValue[] {
  const found: RecognisedValue[] = [];
  let state = start;
  for (const { name: written, value, valueSpan } of element?.attributes ?? []) {
    const name = attributeName(automaton, written, namespaces);
    const patterns = automaton.attributesNamed(state, name).map(({ pattern }) => pattern.of);
    const kind = recognise(patterns, value);
    if (kind !== undefined && valueSpan !== undefined) found.push({ ...valueSpan, kind });
    const after = automaton.attribute(state, name, value, namespaces);
    if (!after.isDead) state = after;
  }
  return found;
}

function inText(
  automaton: Automaton,
  { text }: XmlDocument,
  { children, content }: Frame,
): RecognisedValue[] {
  const [only] = children;
  if (children.length !== 1 || only?.kind !== 'text') return [];
  const value = only.value.trim();
  const patterns = automaton.stringsNow(content).map(({ pattern }) => pattern);
  const kind = value === '' ? undefined : recognise(patterns, value);
  if (kind === undefined) return [];
  const start = only.end - text.slice(only.start, only.end).trimStart().length;
  return [{ start, end: start + value.length, kind }];
}

const numbers = /^-?(\d+|0x[\da-f]+)$/i;
const numericTypes = /(integer|long|int|short|byte|decimal|double|float)$/i;

function recognise(patterns: readonly Pattern[], value: string): RecognisedValue['kind'] | undefined {
  const expected = patterns.map(expectationOf);
  if (numbers.test(value)) return expected.some(({ types }) => types.some(isNumeric)) ? 'number' : undefined;
  return expected.some(({ allowed }) => allowed.includes(value)) ? 'listed' : undefined;
}

function isNumeric({ name, params }: ExpectedValue['types'][number]): boolean {
  return numericTypes.test(name) || params.some(({ value }) => value.startsWith('0x'));
}

const expectations = new WeakMap<Pattern, ExpectedValue>();

function expectationOf(pattern: Pattern): ExpectedValue {
  let expected = expectations.get(pattern);
  if (expected === undefined) {
    expected = expectedValue([pattern], '');
    expectations.set(pattern, expected);
  }
  return expected;
}
