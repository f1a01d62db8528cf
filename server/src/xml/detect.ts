import { scanDoctype } from './doctype.ts';
import { BYTE_ORDER_MARK, GREATER_THAN, nameEnd, spaceEnd } from './scanner.ts';
import { Source } from './source.ts';

/**
 * Whether the text's root element is libvirt's `<domain>`, also while it is half typed. Looks at what stands before
 * the root element and at its start tag only.
 */
export function isDomainText(text: string): boolean {
  const root = rootStart(text);
  const nameStop = nameEnd(text, root + 1);
  return text.slice(root, nameStop) === '<domain' && !hasDefaultNamespace(text, nameStop);
}

/** The offset behind white space, comments, processing instructions and the document type. */
function rootStart(text: string): number {
  let at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  for (;;) {
    at = spaceEnd(text, at);
    if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4);
    else if (text.startsWith('<?', at)) at = after(text, '?>', at + 2);
    else if (text.startsWith('<!DOCTYPE', at)) at = scanDoctype(new Source(text), at);
    else return at;
  }
}

function after(text: string, terminator: string, from: number): number {
  const at = text.indexOf(terminator, from);
  return at === -1 ? text.length : at + terminator.length;
}

function hasDefaultNamespace(text: string, nameStop: number): boolean {
  let tagEnd = nameStop;
  while (tagEnd < text.length && text.charCodeAt(tagEnd) !== GREATER_THAN) tagEnd++;
  return /\sxmlns\s*=\s*("[^"]|'[^'])/.test(text.slice(nameStop, tagEnd));
}
