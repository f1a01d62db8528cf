/**
 * How sound completion is, on valid domains: node --import tsx test/features/completionSoundness.ts [TRIALS] [SEED] [FAULTS SHOWN]
 *
 * Each trial takes an element, an attribute or a value out of a document that libvirt's schema accepts, types nothing or
 * the beginning of it in its place, and asks for completions there. Two figures:
 *
 * - offered: how often what was taken out is among them. Of values those count that the schema lists; of the others, as
 *   names, paths and addresses, which nobody can know, it is told apart how often there is anything.
 * - accepted: how many of the completions (three of each trial), inserted with the defaults of their placeholders, leave
 *   a well-formed document with a prefix that the schema accepts: there is no problem that begins before the end of what
 *   was inserted and was not there before it, other than that something is missing, which may yet come.
 */
import type { SchemaProblem } from '../../server/src/relaxng/index.ts';
import { createSchema, type Schema } from '../../server/src/schema/schema.ts';
import { type Completion, completions, defaultSettings, openDocument } from '../../server/src/service.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { ancestors, descendants, elementAt, textContent } from '../../server/src/xml/query.ts';
import type { Span, XmlAttribute, XmlDocument, XmlElement } from '../../server/src/xml/tree.ts';
import { corpus, libvirtAutomaton } from '../relaxng/libxml2.ts';
import { edited } from '../relaxng/mutations.ts';
import { Random } from '../relaxng/random.ts';
import { accepted } from '../support/completing.ts';

export interface Soundness {
  /** Trials by what was taken out; `other value`: one that the schema does not list. */
  readonly trials: Readonly<Record<Kind, Tally>>;
  readonly inserted: Tally;
  /** What was not offered, and what was not accepted, each described once. */
  readonly faults: ReadonlyMap<string, number>;
}

interface Tally {
  all: number;
  good: number;
}

type Kind = 'element' | 'attribute' | 'value' | 'other value';

/** Completions of each trial that are inserted. */
const INSERTED = 3;

interface Trial {
  readonly kind: 'element' | 'attribute' | 'value';
  readonly name: string;
  /** The text with what was taken out taken out, and something typed in its place. */
  readonly text: string;
  readonly offset: number;
  /** Of a value: whether the schema lists it. */
  readonly isListed: boolean;
}

export function completionSoundness(count: number, seed: number): Soundness {
  const schema = createSchema(libvirtAutomaton(), 'libvirt');
  const random = new Random(seed);
  const sources = corpus()
    .map(({ text }) => parseXml(text))
    .filter((document) => document.problems.length === 0 && schema.check(document).length === 0);
  const trials = { element: tally(), attribute: tally(), value: tally(), 'other value': tally() };
  const inserted = tally();
  const faults = new Map<string, number>();
  const blame = (fault: string) => faults.set(fault, (faults.get(fault) ?? 0) + 1);
  for (let done = 0; done < count; ) {
    const trial = takeOut(schema, random.one(sources), random);
    if (trial === undefined) continue;
    done++;
    const { text, offset, name } = trial;
    const document = openDocument(text);
    const offered = completions(document, { offset, takesSnippets: false }, { ...defaultSettings, schema });
    const isOffered = offered.some(({ label }) => label === name);
    const kind = trial.kind === 'value' && !trial.isListed ? 'other value' : trial.kind;
    const isGood = kind === 'other value' ? offered.length > 0 : isOffered;
    record(trials[kind], isGood);
    if (!isGood && kind !== 'other value')
      blame(`not offered: ${kind} ${name} in ${placeOf(document.xml, offset)}`);
    for (let pick = 0; pick < Math.min(INSERTED, offered.length); pick++) {
      const completion = random.one(offered);
      const problem = problemAfter(schema, document.xml, completion);
      record(inserted, problem === undefined);
      if (problem !== undefined)
        blame(
          `not accepted: ${completion.kind} ${completion.label} in ${placeOf(document.xml, offset)}: ${problem}`,
        );
    }
  }
  return { trials, inserted, faults };
}

function tally(): Tally {
  return { all: 0, good: 0 };
}

function record(of: Tally, isGood: boolean): void {
  of.all++;
  if (isGood) of.good++;
}

function takeOut(schema: Schema, document: XmlDocument, random: Random): Trial | undefined {
  const { root, text } = document;
  if (root === undefined) return undefined;
  const elements = [...descendants(root)];
  const attributes = [root, ...elements]
    .flatMap((each) => each.attributes)
    .filter(({ name }) => !name.startsWith('xmlns'));
  switch (random.below(3)) {
    case 0: {
      const element = random.one(elements);
      const before = random.one(['', '<', `<${begun(element.name, random)}`]);
      return typed('element', text, element, element.name, before);
    }
    case 1: {
      const attribute = random.one(attributes);
      return typed(
        'attribute',
        text,
        attribute,
        attribute.name,
        random.one(['', begun(attribute.name, random)]),
      );
    }
    default: {
      const texts = elements.filter((each) => each.children.length === 1 && textContent(each).trim() !== '');
      const of: XmlAttribute | XmlElement = random.one([...attributes, ...texts]);
      return 'quote' in of
        ? withoutValue(schema, document, of, random)
        : withoutText(schema, document, of, random);
    }
  }
}

function withoutValue(
  schema: Schema,
  document: XmlDocument,
  attribute: XmlAttribute,
  random: Random,
): Trial | undefined {
  const { value, valueSpan, quote, end } = attribute;
  if (valueSpan === undefined || value === '') return undefined;
  const half = begun(value, random).replace(/[\s&<>"'=].*$/s, '');
  const [before, behind] = random.one([
    [quote, quote],
    ['', ''],
    [quote + half, quote],
    [half, ''],
  ] as const);
  const isListed = schema.valuesOf(document, attribute)?.allowed.includes(value) ?? false;
  const span = { start: valueSpan.start - quote.length, end };
  return typed('value', document.text, span, value, before, behind, isListed);
}

function withoutText(
  schema: Schema,
  { text }: XmlDocument,
  { startTag, endTag, children }: XmlElement,
  random: Random,
): Trial | undefined {
  const [only] = children;
  const value = only?.kind === 'text' ? only.value.trim() : '';
  if (endTag === undefined || value === '' || /[\s&<]/.test(value)) return undefined;
  const span = { start: startTag.end, end: endTag.start };
  const empty = parseXml(edited(text, [[span, '']]));
  const isListed = schema.contentAt(empty, span.start).text?.allowed.includes(value) ?? false;
  return typed('value', text, span, value, random.one(['', begun(value, random)]), '', isListed);
}

function typed(
  kind: Trial['kind'],
  text: string,
  span: Span,
  name: string,
  before: string,
  behind = '',
  isListed = false,
): Trial {
  return {
    kind,
    name,
    text: edited(text, [[span, before + behind]]),
    offset: span.start + before.length,
    isListed,
  };
}

function begun(word: string, random: Random): string {
  return word.slice(0, 1 + random.below(word.length));
}

/** What is wrong in the prefix once the completion is accepted. */
function problemAfter(schema: Schema, before: XmlDocument, completion: Completion): string | undefined {
  const { edit, alsoEdits = [] } = completion;
  const document = parseXml(accepted(before.text, completion));
  const [syntax] = document.problems;
  if (syntax !== undefined) return syntax.code;
  const behind = alsoEdits.filter(({ start }) => start >= edit.end);
  const tail = behind.reduce(
    (length, { start, end, newText }) => length + newText.length - (end - start),
    before.text.length - edit.end,
  );
  const known = new Set(problemsBefore(schema, before, edit.start).map((each) => describe(before, each)));
  return problemsBefore(schema, document, document.text.length - tail)
    .map((each) => describe(document, each))
    .find((each) => !known.has(each));
}

function problemsBefore(schema: Schema, document: XmlDocument, end: number): SchemaProblem[] {
  return schema.check(document).filter((each) => !each.kind.startsWith('missing-') && each.start < end);
}

function describe({ text }: XmlDocument, { kind, start, end }: SchemaProblem): string {
  return `${kind} ${text.slice(start, end)}`;
}

/** The names from the root on. */
function placeOf(document: XmlDocument, offset: number): string {
  const element = elementAt(document, offset);
  if (element === undefined) return 'the document';
  return [element, ...ancestors(element)]
    .map(({ name }) => name)
    .reverse()
    .join('/');
}

function share({ good, all }: Tally): string {
  return `${good} of ${all}, ${((100 * good) / all).toFixed(2)} %`;
}

if (require.main === module) {
  const [count = '20000', seed = '1', shown = '15'] = process.argv.slice(2);
  const { trials, inserted, faults } = completionSoundness(Number(count), Number(seed));
  const { 'other value': others, ...named } = trials;
  const offered = Object.values(named).reduce((sum, each) => ({
    all: sum.all + each.all,
    good: sum.good + each.good,
  }));
  console.log(`offered: ${share(offered)}`);
  for (const [kind, each] of Object.entries(named)) console.log(`  ${kind}: ${share(each)}`);
  console.log(`  anything for a value that the schema does not list: ${share(others)}`);
  console.log(`accepted once inserted: ${share(inserted)}`);
  const worst = [...faults].sort(([, a], [, b]) => b - a).slice(0, Number(shown));
  for (const [fault, times] of worst) console.log(`  ${times} × ${fault}`);
}
