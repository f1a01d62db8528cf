import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../document.ts';
import { aboutValue, isOlder, sinceVersion, withoutLink } from '../schema/documentation.ts';
import type { Settings } from '../settings.ts';
import { type Place, placeAt } from '../xml/place.ts';
import type { Span, XmlElement } from '../xml/tree.ts';
import { factsAt } from './facts.ts';

/** What is to be read about a place, in Markdown. */
export interface Hover extends Span {
  readonly markdown: string;
}

/** Documentation of what stands at the offset, and what follows from it in this very document. */
export function hover(document: DomainDocument, offset: number, settings: Settings): Hover | undefined {
  const place = placeAt(document.xml, offset);
  if (place === undefined) return undefined;
  const documentation = documentationAt(document, place, settings);
  const facts = factsAt(document, place, settings);
  const sections = [facts.join('\n'), ...documentation].filter((section) => section !== '');
  if (sections.length === 0) return undefined;
  return { ...place.at, markdown: [heading(place), ...sections].join('\n\n') };
}

/** Each text and each link once, however many definitions have it; with what the target host is too old for. */
function documentationAt(document: DomainDocument, place: Place, settings: Settings): string[] {
  const found = [...new Set(documentationOf(document, place, settings))].map(withoutLink);
  const isValue = place.kind === 'attribute-value' || place.kind === 'text';
  const written = document.text.slice(place.at.start, place.at.end);
  const texts = found.map(({ text }) => (isValue ? aboutValue(text, written) : text));
  const links = new Set(found.map(({ link }) => link).filter((link) => link !== ''));
  return [...texts, ...tooNew(texts, settings), [...links].join(' · ')];
}

/** By our own grammar, which documents the format; by the schema in force where that knows more. */
function documentationOf({ xml }: DomainDocument, place: Place, { builtIn, schema }: Settings): string[] {
  for (const each of [builtIn?.(), schema]) {
    const definitions =
      'element' in place
        ? each?.definitionsOfElement(xml, place.element)
        : each?.definitionsOfAttribute(xml, place.attribute);
    const texts = (definitions ?? []).flatMap(({ documentation }) => documentation ?? []);
    if (texts.length > 0) return texts;
  }
  return [];
}

function tooNew(documentation: readonly string[], { host }: Settings): string[] {
  const versions = documentation.map(sinceVersion);
  const since = versions.every((each) => each === versions[0]) ? versions[0] : undefined;
  const has = host?.libvirtVersion;
  if (since === undefined || has === undefined || !isOlder(has, since)) return [];
  return [l10n.t('{0} has libvirt {1}, which does not know this yet.', host?.name ?? '', has)];
}

/** **`queues`** · `<interface>` › `<driver>` */
function heading(place: Place): string {
  const isElement = 'element' in place;
  const owner = isElement ? place.element.parent : place.attribute.owner;
  const name = isElement ? `<${place.element.name}>` : place.attribute.name;
  const around = [owner?.parent, owner].filter((each): each is XmlElement => each !== undefined);
  const path = around.map((each) => `\`<${each.name}>\``).join(' › ');
  return path === '' ? `**\`${name}\`**` : `**\`${name}\`** · ${path}`;
}
