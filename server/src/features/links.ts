import type { DomainDocument } from '../document.ts';
import { textSpan } from '../xml/place.ts';
import { descendants } from '../xml/query.ts';
import type { Span, XmlDocument, XmlElement } from '../xml/tree.ts';

/** A file of the host that the document names. */
export interface FileLink extends Span {
  /** Absolute. */
  readonly path: string;
}

/** Elements whose text is a file. */
const fileElements = new Set([
  'loader',
  'nvram',
  'kernel',
  'initrd',
  'dtb',
  'table',
  'emulator',
  'bootloader',
]);

/** Attributes that are files, by their elements. */
const fileAttributes: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    source: ['file', 'dev'],
    nvram: ['template'],
    log: ['file'],
    rom: ['file'],
    script: ['path'],
  }),
);

/** What is no file to look into, though it has a path. */
const specialFiles = /^\/(dev|proc|sys)\//;

export function fileLinks({ xml }: DomainDocument): FileLink[] {
  if (xml.root === undefined) return [];
  const links: FileLink[] = [];
  for (const element of descendants(xml.root))
    for (const { start, end } of [...fileTexts(xml, element), ...fileValues(element)]) {
      const path = xml.text.slice(start, end);
      if (isFile(path)) links.push({ start, end, path });
    }
  return links;
}

/** Not where a part of it is written as a reference. */
function isFile(path: string): boolean {
  return path.startsWith('/') && !path.endsWith('/') && !specialFiles.test(path) && !/[&\r\n]/.test(path);
}

function fileTexts(document: XmlDocument, element: XmlElement): Span[] {
  const text = fileElements.has(element.name) ? textSpan(document, element) : undefined;
  return text === undefined ? [] : [text];
}

function fileValues({ name, attributes }: XmlElement): Span[] {
  const names = fileAttributes.get(name) ?? [];
  return attributes.flatMap((each) => (names.includes(each.name) ? (each.valueSpan ?? []) : []));
}
