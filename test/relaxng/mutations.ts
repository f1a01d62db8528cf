import { parseXml } from '../../server/src/xml/parser.ts';
import { descendants } from '../../server/src/xml/query.ts';
import type { Span, XmlAttribute, XmlDocument, XmlElement } from '../../server/src/xml/tree.ts';
import { Random } from './random.ts';

export interface Mutation {
  /** Of the document it was made from. */
  readonly source: number;
  readonly kind: string;
  readonly text: string;
}

/** Well-formed documents with one slip each, made of the sources; the same for the same seed, without end. */
export function* mutations(sources: readonly string[], seed: number): Generator<Mutation> {
  const random = new Random(seed);
  const parsed = new Map<number, Source>();
  while (sources.length > 0) {
    const source = random.below(sources.length);
    const read = parsed.get(source) ?? readSource(sources[source] ?? '');
    parsed.set(source, read);
    if (read === undefined) continue;
    const kind = random.one(Object.keys(slips) as (keyof typeof slips)[]);
    const text = slips[kind](read, random);
    if (text !== undefined && parseXml(text).problems.length === 0) yield { source, kind, text };
  }
}

interface Source {
  readonly document: XmlDocument;
  /** All but the root. */
  readonly elements: readonly XmlElement[];
  readonly attributes: readonly XmlAttribute[];
}

function readSource(text: string): Source {
  const document = parseXml(text);
  const elements = document.root === undefined ? [] : [...descendants(document.root)];
  const all = document.root === undefined ? [] : [document.root, ...elements];
  return { document, elements, attributes: all.flatMap(({ attributes }) => attributes) };
}

type Slip = (source: Source, random: Random) => string | undefined;

const slips = {
  'drop element': ({ document, elements }, random) => {
    const at = some(elements, random);
    return at && edited(document.text, [[at, '']]);
  },
  'repeat element': ({ document, elements }, random) => {
    const at = some(elements, random);
    return at && edited(document.text, [[after(at), sourceOf(document, at)]]);
  },
  'misspell element': ({ document, elements }, random) => {
    const at = some(elements, random);
    return at && renamed(document.text, at, misspelt(at.name, random));
  },
  'rename element': ({ document, elements }, random) => {
    const at = some(elements, random);
    return at && renamed(document.text, at, random.one(elements).name);
  },
  'move element': ({ document, elements }, random) => {
    const at = some(elements, random);
    const to = some(elements, random);
    if (at === undefined || to === undefined || (at.start <= to.start && to.start < at.end)) return undefined;
    return edited(document.text, [
      [at, ''],
      [{ start: to.start, end: to.start }, sourceOf(document, at)],
    ]);
  },
  'exchange elements': ({ document, elements }, random) => {
    const at = some(elements, random);
    const to = some(elements, random);
    if (at === undefined || to === undefined || at.end > to.start) return undefined;
    return edited(document.text, [
      [at, sourceOf(document, to)],
      [to, sourceOf(document, at)],
    ]);
  },
  'drop attribute': ({ document, attributes }, random) => {
    const at = some(attributes, random);
    return at && edited(document.text, [[at, '']]);
  },
  'misspell attribute': ({ document, attributes }, random) => {
    const at = some(attributes, random);
    return at && edited(document.text, [[at.nameSpan, misspelt(at.name, random)]]);
  },
  'rename attribute': ({ document, attributes }, random) => {
    const at = some(attributes, random);
    return at && edited(document.text, [[at.nameSpan, random.one(attributes).name]]);
  },
  'copy attribute': ({ document, attributes, elements }, random) => {
    const at = some(attributes, random);
    const to = some(elements, random);
    return at && to && edited(document.text, [[after(to.nameSpan), ` ${sourceOf(document, at)}`]]);
  },
  'other value': ({ document, attributes }, random) => {
    const at = some(attributes, random);
    const other = at && random.one(attributes);
    return (
      at?.valueSpan &&
      other?.valueSpan &&
      edited(document.text, [[at.valueSpan, sourceOf(document, other.valueSpan)]])
    );
  },
  'odd value': ({ document, attributes }, random) => {
    const at = some(attributes, random);
    return at?.valueSpan && edited(document.text, [[at.valueSpan, misspelt(at.value, random)]]);
  },
  'other text': ({ document, elements }, random) => {
    const at = some(elements, random);
    if (at === undefined || at.selfClosing || at.endTag === undefined) return undefined;
    const place = random.one([at.startTag.end, at.endTag.start]);
    return edited(document.text, [[{ start: place, end: place }, random.one([...oddTexts])]]);
  },
} satisfies Record<string, Slip>;

const oddTexts = [
  'x',
  '0',
  '-1',
  '18446744073709551616',
  'yes',
  ' ',
  '1.5',
  '<![CDATA[7]]>',
  '<!-- 7 -->8',
  'ä',
];

function some<T>(from: readonly T[], random: Random): T | undefined {
  return from.length === 0 ? undefined : random.one(from);
}

function after({ end }: Span): Span {
  return { start: end, end };
}

function sourceOf({ text }: XmlDocument, { start, end }: Span): string {
  return text.slice(start, end);
}

function renamed(text: string, { nameSpan, endTag }: XmlElement, name: string): string {
  const edits: [Span, string][] = [[nameSpan, name]];
  if (endTag !== undefined) edits.push([endTag, `</${name}>`]);
  return edited(text, edits);
}

/** One letter dropped, doubled, exchanged with its neighbour, or put in. */
function misspelt(word: string, random: Random): string {
  const at = random.below(word.length + 1);
  const [before, here, next, rest] = [
    word.slice(0, at),
    word.charAt(at),
    word.charAt(at + 1),
    word.slice(at + 2),
  ];
  return random.one([
    before + next + rest,
    before + here + here + next + rest,
    before + next + here + rest,
    `${before}${random.one(['x', '0', 'e', '-'])}${here}${next}${rest}`,
  ]);
}

/** The text with these spans replaced; they must not overlap. */
export function edited(text: string, edits: readonly (readonly [Span, string])[]): string {
  return [...edits]
    .sort(([a], [b]) => b.start - a.start)
    .reduce((result, [{ start, end }, insert]) => result.slice(0, start) + insert + result.slice(end), text);
}
