import { unterminated } from './markup.ts';
import { GREATER_THAN, isQuote, isSpace, LESS_THAN, nameEnd, spaceEnd } from './scanner.ts';
import type { Source } from './source.ts';

const keyword = '<!DOCTYPE';

/**
 * Reads the document type declaration at `start` as one unit and returns its end. Nothing in it is expanded; of an
 * internal subset only the names of the declared entities are kept, so that they are not taken for unknown ones.
 */
export function scanDoctype(source: Source, start: number): number {
  const { text } = source;
  const afterKeyword = start + keyword.length;
  const nameStart = spaceEnd(text, afterKeyword);
  const nameStop = nameEnd(text, nameStart);
  if (nameStart === afterKeyword || nameStop === nameStart) return refuse(source, start, afterKeyword);

  const external = externalId(text, spaceEnd(text, nameStop));
  if (external !== undefined) source.entitiesElsewhere = true;
  let at = spaceEnd(text, external ?? nameStop);
  if (text.charAt(at) === '[') {
    const subsetEnd = scanSubset(source, at + 1);
    if (subsetEnd === -1) return refuse(source, start, at + 1);
    at = spaceEnd(text, subsetEnd);
  }
  return text.charCodeAt(at) === GREATER_THAN ? at + 1 : refuse(source, start, at);
}

/** A second declaration, or one in the wrong place: passed over up to its `>`. */
export function skipMisplacedDoctype(source: Source, start: number): number {
  const end = start + keyword.length;
  source.report({ code: 'misplaced-declaration', declaration: keyword, start, end });
  return headEnd(source, end).end;
}

function refuse(source: Source, start: number, at: number): number {
  const { text } = source;
  const head = headEnd(source, at);
  const from = spaceEnd(text, at);
  const unexpected = text.slice(from, head.end - 1).trimEnd();
  if (head.isClosed && unexpected !== '') {
    source.report({ code: 'unexpected-text', text: unexpected, start: from, end: from + unexpected.length });
  } else source.report({ code: 'unclosed-doctype', start, end: start + keyword.length });
  return head.end;
}

function headEnd(source: Source, from: number): { end: number; isClosed: boolean } {
  const { end } = unterminated(source, from);
  const close = source.text.slice(from, end).indexOf('>');
  return close === -1 ? { end, isClosed: false } : { end: from + close + 1, isClosed: true };
}

const space = '[ \\t\\r\\n]+';
const literal = `(?:"[^"<]*"|'[^'<]*')`;
const externalIdPattern = new RegExp(`(?:SYSTEM|PUBLIC${space}${literal})${space}${literal}`, 'y');

function externalId(text: string, at: number): number | undefined {
  externalIdPattern.lastIndex = at;
  return externalIdPattern.test(text) ? externalIdPattern.lastIndex : undefined;
}

/** Returns the offset after the closing `]`; -1 when there is none. */
function scanSubset(source: Source, start: number): number {
  const { text } = source;
  let at = start;
  let isInDeclaration = false;
  while (at < text.length && at !== -1) {
    const code = text.charCodeAt(at);
    if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4);
    else if (text.startsWith('<?', at)) at = after(text, '?>', at + 2);
    else if (code === LESS_THAN) {
      isInDeclaration = true;
      rememberEntity(source, at);
      at++;
    } else if (isInDeclaration && isQuote(code)) at = after(text, text.charAt(at), at + 1);
    else {
      if (code === GREATER_THAN) isInDeclaration = false;
      else if (!isInDeclaration && text.charAt(at) === ']') return at + 1;
      else if (!isInDeclaration && text.charAt(at) === '%') source.entitiesElsewhere = true;
      at++;
    }
  }
  return -1;
}

function after(text: string, terminator: string, from: number): number {
  const at = text.indexOf(terminator, from);
  return at === -1 ? -1 : at + terminator.length;
}

function rememberEntity(source: Source, at: number): void {
  const { text } = source;
  const keywordEnd = at + '<!ENTITY'.length;
  if (!text.startsWith('<!ENTITY', at) || !isSpace(text.charCodeAt(keywordEnd))) return;
  const nameStart = spaceEnd(text, keywordEnd);
  const name = text.slice(nameStart, nameEnd(text, nameStart));
  if (name !== '') source.entities.add(name);
}
