import path from 'node:path';
import { isValid, validate } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { childElements, descendants, isElement, textContent } from '../../server/src/xml/query.ts';
import type { Span, XmlElement } from '../../server/src/xml/tree.ts';
import { corpus, libvirtAutomaton, libvirtSchemas, libxml2Verdicts } from './libxml2.ts';
import { edited, mutations } from './mutations.ts';

export interface Comparison {
  /** Documents that both judged. */
  compared: number;
  /** Those that libxml2 refused. */
  refused: number;
  /** Those that libxml2 refused in error: see `restated`. */
  explained: number;
  /** Those with other verdicts for no reason that is known, each with what was found in it. */
  readonly different: string[];
  /** How many refused documents have how many problems. */
  readonly problems: Map<number, number>;
}

/** Judges mutations of the corpus by libvirt's schema, with libxml2 beside. */
export async function compareOnMutations(count: number, seed: number): Promise<Comparison> {
  const automaton = libvirtAutomaton();
  const verdict = await libxml2Verdicts(path.join(libvirtSchemas, 'domain.rng'));
  const documents = corpus();
  const comparison: Comparison = {
    compared: 0,
    refused: 0,
    explained: 0,
    different: [],
    problems: new Map(),
  };
  const sources = documents.map(({ text }) => text);
  for (const { source, kind, text } of mutations(sources, seed)) {
    const theirs = verdict(text);
    if (theirs === undefined) continue;
    const document = parseXml(text);
    const problems = validate(automaton, document);
    const ours = isValid(automaton, document);
    if (!theirs) comparison.refused++;
    if (ours && !theirs && verdict(restated(text))) comparison.explained++;
    else if (ours !== theirs || ours !== (problems.length === 0)) {
      const found = problems.map((problem) => `${problem.kind} ${text.slice(problem.start, problem.end)}`);
      comparison.different.push(
        `${documents[source]?.file}, ${kind}: libxml2 ${theirs}, ours ${ours}: ${found.join('; ')}`,
      );
    }
    if (!ours) comparison.problems.set(problems.length, (comparison.problems.get(problems.length) ?? 0) + 1);
    if (++comparison.compared === count) break;
  }
  return comparison;
}

/**
 * The document written so that libxml2 reads it right, without a change in what it says to the schema:
 *
 * - The parts of an interleave may be mixed in any way (RELAX NG, 9.3, the rules of interleave), also those of an interleave within
 *   another. libxml2 refuses `<name/><memory/><uuid/>` where `name` and `uuid` come from an inner interleave and
 *   `memory` from another: children that come from one part are put together.
 * - White space around a value goes before the facets are looked at (XML Schema, part 2, 4.3.6). libxml2
 *   holds the text as written against the `pattern` facet: values and texts are trimmed.
 */
export function restated(text: string): string {
  const { root } = parseXml(text);
  if (root === undefined) return text;
  const elements = [root, ...descendants(root)];
  const trimmed = elements.flatMap((element) => [
    ...element.attributes.flatMap(({ value, valueSpan }) =>
      valueSpan ? [[valueSpan, escaped(value)] as const] : [],
    ),
    ...(element.children.some(isElement) ? [] : trimmedText(element)),
  ]);
  return withPartsTogether(edited(text, trimmed));
}

function trimmedText(element: XmlElement): (readonly [Span, string])[] {
  const [first] = element.children;
  const last = element.children.at(-1);
  if (first === undefined || last === undefined) return [];
  return [[{ start: first.start, end: last.end }, escaped(textContent(element))]];
}

function escaped(text: string): string {
  const escapes = { '&': '&amp;', '<': '&lt;', '"': '&quot;', "'": '&apos;' };
  return Object.entries(escapes).reduce((result, [from, to]) => result.replaceAll(from, to), text.trim());
}

/** By element: which of its children come from one part of the interleave in libvirt's schema. */
const parts: Readonly<Record<string, readonly string[]>> = {
  hostdev: ['driver teaming source'],
  domain: [
    'name uuid genid',
    'memory maxMemory currentMemory memoryBacking vcpu vcpus iothreads iothreadids defaultiothread blkiotune ' +
      'memtune cputune numatune resource',
    'bootloader bootloader_args os',
  ],
};

function withPartsTogether(text: string): string {
  return Object.entries(parts).reduce((result, [name, lists]) => {
    const { root } = parseXml(result);
    const parents =
      root === undefined ? [] : [root, ...descendants(root)].filter((each) => each.name === name);
    return edited(
      result,
      parents.flatMap((parent) => sorting(result, parent, lists)),
    );
  }, text);
}

function sorting(text: string, parent: XmlElement, lists: readonly string[]): (readonly [Span, string])[] {
  const rank = ({ name }: XmlElement) => lists.findIndex((names) => names.split(' ').includes(name));
  const children = childElements(parent);
  const sorted = children.toSorted((a, b) => rank(a) - rank(b));
  return children.map((child, at) => [child, text.slice(sorted[at]?.start, sorted[at]?.end)]);
}
