import * as l10n from '@vscode/l10n';
import { type DomainDocument, diagnose, openDocument, type Settings } from '../../../server/src/service.ts';
import { applyEdits, insertAfter, type TextEdit } from '../../../server/src/xml/edit.ts';
import { attribute, descendants, firstChild, textContent } from '../../../server/src/xml/query.ts';

/** A document that may go to a host. */
export interface CheckedDocument extends DomainDocument {
  readonly domain: NonNullable<DomainDocument['domain']>;
  /** As libvirt reads it, blanks included. */
  readonly name: string;
  /** As libvirt prints it; undefined when the document has none. */
  readonly uuid: string | undefined;
}

export interface Complaint {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** The document, or what keeps it from being applied: the same errors the editor underlines. */
export function checkDocument(text: string, settings: Settings): CheckedDocument | readonly Complaint[] {
  const document = openDocument(text);
  const errors = diagnose(document, settings)
    .filter(({ severity }) => severity === 'error')
    .map(({ start, message }) => ({ line: lineAt(text, start), message }));
  if (errors.length > 0) return errors;
  return asDomain(document);
}

/** A definition that libvirt wrote: it has run, whatever our rules think of it. */
export function readBackup(text: string): CheckedDocument | readonly Complaint[] {
  return asDomain(openDocument(text));
}

/** Whatever our rules think of it. */
export function asDomain(document: DomainDocument): CheckedDocument | readonly Complaint[] {
  const { domain, xml, text } = document;
  if (!domain) return [{ line: 1, message: l10n.t('This is not a domain: it has no <domain> element.') }];
  const doctype = xml.children.find(({ kind }) => kind === 'doctype');
  if (doctype) {
    const message = l10n.t('A domain has no DOCTYPE: entities could make it another than the one you see.');
    return [{ line: lineAt(text, doctype.start), message }];
  }
  const name = firstChild(domain.element, 'name');
  if (!name || textContent(name).trim() === '') {
    return [{ line: 1, message: l10n.t('The domain has no <name>: libvirt needs one.') }];
  }
  return { ...document, domain, name: textContent(name), uuid: normalUuid(domain.uuid) };
}

/**
 * The text to send. The XML declaration goes, because it may name the encoding the file had and not the UTF-8
 * that is sent; `uuid` is put behind the name when the document has none.
 */
export function textToSend(
  { xml, domain, text, uuid: own }: CheckedDocument,
  uuid: string | undefined,
): string {
  const edits: TextEdit[] = [];
  const declaration = xml.children.find(({ kind }) => kind === 'instruction');
  if (declaration && /^<\?xml\s/.test(text.slice(declaration.start, declaration.end))) {
    edits.push({ start: 0, end: declaration.end, newText: '' });
  }
  const name = firstChild(domain.element, 'name');
  if (uuid !== undefined && own === undefined && name) {
    const newText = `<uuid>${uuid}</uuid>`;
    const empty = firstChild(domain.element, 'uuid');
    edits.push(empty ? { start: empty.start, end: empty.end, newText } : insertAfter(xml, name, newText));
  }
  return applyEdits(text, edits);
}

export function hasAgentChannel(document: CheckedDocument): boolean {
  return [...descendants(document.domain.element)].some(
    (element) =>
      element.name === 'target' &&
      element.parent?.name === 'channel' &&
      attribute(element, 'name')?.value === 'org.qemu.guest_agent.0',
  );
}

/** libvirt reads uuids with or without dashes and in any case, and prints them one way. */
function normalUuid(text: string | undefined): string | undefined {
  const digits = text?.replace(/[\s-]/g, '').toLowerCase() ?? '';
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(digits);
  return parts ? parts.slice(1).join('-') : text?.trim() || undefined;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
