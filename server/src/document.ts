import { type Domain, readDomain } from './libvirt/domain.ts';
import { parseXml } from './xml/parser.ts';
import type { XmlDocument } from './xml/tree.ts';

/** A text with everything read from it once. */
export interface DomainDocument {
  readonly text: string;
  readonly xml: XmlDocument;
  /** Undefined when the root element is not `<domain>`. */
  readonly domain: Domain | undefined;
}

/** Reads any text, however broken; never throws. */
export function openDocument(text: string): DomainDocument {
  const xml = parseXml(text);
  return { text, xml, domain: readDomain(xml) };
}
