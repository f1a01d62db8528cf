import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../../document.ts';
import { shareMemory } from '../../libvirt/sharedMemory.ts';
import type { Filling, SchemaName } from '../../relaxng/index.ts';
import { addAttributes, renameElement, type TextEdit } from '../../xml/edit.ts';
import { ancestors, attribute } from '../../xml/query.ts';
import { indentationStep, lineEnd, prevailingQuote, type Quote } from '../../xml/style.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { Completion } from './completions.ts';
import { type WholeSnippet, wholesIn } from './devices.ts';
import { elementDocumentation } from './documentation.ts';
import { openElementAt } from './openElement.ts';
import { type Layout, mostlyGivenTo, outlineSnippet } from './outlines.ts';
import type { ContentPlace } from './place.ts';
import { plainText, reference, SnippetWriter } from './snippet.ts';
import { sortKey } from './valueCompletions.ts';
import { type Surroundings, surroundingsIn, valuesFromSurroundings } from './valueSources.ts';
import { newPlace, placeIn, proposedValues, type SettingsWithSchema } from './values.ts';

type Content = ReturnType<SettingsWithSchema['schema']['contentAt']>;

/** Elements, whole devices, text, and the end tag. */
export function contentCompletions(
  document: DomainDocument,
  place: ContentPlace,
  settings: SettingsWithSchema,
): Completion[] {
  const content = settings.schema.contentAt(place.asked.xml, place.at);
  const writing = new Writing(document, place, settings, content);
  const endTags = place.renamed === undefined ? writing.endTags() : [];
  if (place.typed === '</') return endTags;
  if (place.renamed !== undefined) return writing.newNames(place.renamed);
  return [...writing.elements(), ...writing.wholes(), ...writing.texts(), ...endTags];
}

class Writing {
  readonly #document: DomainDocument;
  readonly #place: ContentPlace;
  readonly #settings: SettingsWithSchema;
  readonly #content: Content;
  readonly #surroundings: Surroundings;
  readonly #layout: Layout;
  readonly #open: string;
  readonly #quote: Quote;

  constructor(document: DomainDocument, place: ContentPlace, settings: SettingsWithSchema, content: Content) {
    const { xml, text } = place.asked;
    const step = content.parent === undefined ? '  ' : indentationStep(xml, content.parent);
    const isOneLine = xml.root !== undefined && !text.includes('\n');
    this.#document = document;
    this.#place = place;
    this.#settings = settings;
    this.#content = content;
    this.#surroundings = surroundingsIn(place.asked, settings);
    this.#layout = { lineEnd: isOneLine ? '' : lineEnd(document.xml), step };
    this.#quote = prevailingQuote(xml);
    this.#open = place.typed === '<' ? '' : '<';
  }

  elements(): Completion[] {
    return this.#content.elements.flatMap(({ name, isRequired, outline }) => {
      const declared = this.#declared(name);
      if (declared === undefined) return [];
      const { written, edits } = declared;
      const snippet = outlineSnippet(
        written,
        outline(this.#filling),
        new SnippetWriter(this.#quote),
        this.#layout,
      );
      return [this.#completion(written, isRequired, this.#open + snippet, true, edits)];
    });
  }

  /** For the name only of an element that is there. */
  newNames(renamed: XmlElement): Completion[] {
    return this.#content.elements
      .filter(({ name }) => isDeclared(name, this.#content.parent))
      .map(({ name: { written }, isRequired }) => {
        const [, ...others] = renameElement(renamed, written);
        return this.#completion(written, isRequired, written, false, others);
      });
  }

  wholes(): Completion[] {
    const offered = new Set(this.#content.elements.map(({ name }) => name.written));
    return wholesIn(this.#content.parent)
      .filter(({ element }) => offered.has(element))
      .map((whole) => this.#whole(whole));
  }

  #whole({ element, variant, title, lines, needsSharedMemory }: WholeSnippet): Completion {
    const { asked } = this.#place;
    const { lineEnd, step } = this.#layout;
    const into = {
      writer: new SnippetWriter("'"),
      from: (at: string) => this.#proposedFor(at),
      isKvm: (asked.domain?.type ?? 'kvm') === 'kvm',
    };
    const written = lines(into).map((line) =>
      line
        .replaceAll("'", this.#quote)
        .replace(/^\t+/, (tabs) => (lineEnd === '' ? '' : step.repeat(tabs.length))),
    );
    const shared =
      needsSharedMemory && asked.domain !== undefined ? shareMemory(asked.xml, asked.domain) : [];
    return {
      kind: 'snippet',
      label: `${element} ${variant}`,
      sortText: `2${element} ${variant}`,
      edit: { ...this.#place.replace, newText: this.#open + written.join(lineEnd).slice(1) },
      isSnippet: true,
      ...this.#also(shared.map((edit) => this.#inDocument(edit))),
      documentation: () =>
        [
          title(),
          `\`\`\`xml\n${plainText(written.join(lineEnd || '\n'))}\n\`\`\``,
          elementDocumentation(this.#settings, asked, this.#place.at, element) ?? '',
        ].join('\n\n'),
    };
  }

  texts(): Completion[] {
    const { text, parent } = this.#content;
    if (text === undefined || parent === undefined || this.#place.typed !== '') return [];
    const values = proposedValues(text, placeIn(this.#surroundings, parent, undefined));
    return values.map((value, index) => ({
      kind: 'value',
      label: value,
      filterText: reference(value),
      sortText: `0${sortKey(index)}`,
      edit: { ...this.#place.replace, newText: reference(value) },
      isSnippet: false,
      documentation: () => undefined,
    }));
  }

  /** Of the innermost element that has none. */
  endTags(): Completion[] {
    const { typed, replace, at } = this.#place;
    const name = openElementAt(this.#content.parent, at)?.name;
    if (name === undefined || name === '') return [];
    const before = { '': '</', '<': '/', '</': '' }[typed];
    return [
      {
        kind: 'end-tag',
        label: `</${name}>`,
        filterText: typed === '</' ? name : `/${name}`,
        sortText: `1${name}`,
        edit: { ...replace, newText: `${before}${name}>` },
        isSnippet: false,
        documentation: () => undefined,
      },
    ];
  }

  #completion(
    written: string,
    isRequired: boolean,
    newText: string,
    isSnippet: boolean,
    alsoEdits: readonly TextEdit[],
  ): Completion {
    const { replace, asked, at } = this.#place;
    return {
      kind: 'element',
      label: written,
      ...(isRequired ? { detail: l10n.t('required') } : {}),
      sortText: `${isRequired ? 0 : 2}${written}`,
      edit: { ...replace, newText },
      isSnippet,
      ...this.#also(alsoEdits),
      documentation: () => elementDocumentation(this.#settings, asked, at, written),
    };
  }

  #also(edits: readonly TextEdit[]): Pick<Completion, 'alsoEdits'> {
    return edits.length === 0 ? {} : { alsoEdits: edits };
  }

  /**
   * A name as it can be written here: of a namespace that is not declared, with the prefix that libvirt uses, which is
   * declared at the root then. Undefined for other names without a prefix.
   */
  #declared(name: SchemaName): { written: string; edits: TextEdit[] } | undefined {
    const { namespace, local, written } = name;
    if (isDeclared(name, this.#content.parent)) return { written, edits: [] };
    const prefix = /^http:\/\/libvirt\.org\/schemas\/domain\/(\w+)\//.exec(namespace)?.[1];
    const { root } = this.#document.xml;
    if (prefix === undefined || root === undefined || attribute(root, `xmlns:${prefix}`)) return undefined;
    const edit = addAttributes(this.#document.xml, root, { [`xmlns:${prefix}`]: namespace });
    return { written: `${prefix}:${local}`, edits: [edit] };
  }

  readonly #filling: Filling = {
    values: (value, { around, element, attribute }) =>
      proposedValues(value, newPlace(this.#surroundings, this.#parentName(around), element, attribute)),
    attributes: ({ around, element }) => mostlyGivenTo(this.#parentName(around), element),
  };

  #parentName(around: readonly string[]): string | undefined {
    return around.at(-1) ?? this.#content.parent?.name;
  }

  #proposedFor(at: string): readonly string[] {
    const [path = '', attribute] = at.split('@');
    const [element = '', parent] = path.split('/').reverse();
    return valuesFromSurroundings(newPlace(this.#surroundings, parent, element, attribute));
  }

  /** An edit of the document that has a comment for what is being written, for the document itself. */
  #inDocument({ start, end, newText }: TextEdit): TextEdit {
    const { at } = this.#place;
    const removed = this.#document.text.length - this.#place.asked.text.length;
    const moved = (offset: number) => (offset > at ? offset + removed : offset);
    return { start: moved(start), end: moved(end), newText };
  }
}

/** Whether the name, as it is written in `parent`, is of its namespace. */
function isDeclared({ namespace, written }: SchemaName, parent: XmlElement | undefined): boolean {
  if (written.includes(':')) return true;
  const around = parent === undefined ? [] : [parent, ...ancestors(parent)];
  const [standard] = around.flatMap((each) => attribute(each, 'xmlns') ?? []);
  return namespace === (standard?.value ?? '');
}
