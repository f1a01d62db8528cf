import type { DomainDocument } from '../document.ts';
import type { TextEdit } from '../xml/edit.ts';
import { ancestors, attribute, contentSpan, elementAt, nodeAt } from '../xml/query.ts';
import { blankEnd, lineEnd } from '../xml/style.ts';
import type { Span, XmlDocument, XmlElement, XmlNode } from '../xml/tree.ts';

/** As editors give it for the document. */
export interface FormattingOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/**
 * The edits that lay a document out as libvirt prints it: each element on its line, indented by its depth. They change
 * nothing but white space between tags, and so no value: texts, CDATA, the insides of tags and of comments stay as they are,
 * as does an element in which something is malformed. Of several blank lines one is kept.
 *
 * @param range only what touches these lines
 */
export function format({ xml }: DomainDocument, options: FormattingOptions, range?: Span): TextEdit[] {
  const all = layOut(xml, options);
  if (range === undefined) return all;
  const start = lineStart(xml.text, range.start);
  return all.filter((edit) => edit.start <= range.end && edit.end >= start);
}

/** The edit that gives the line of the offset its indentation, where all around is well-formed. */
export function formatLine({ xml }: DomainDocument, offset: number, options: FormattingOptions): TextEdit[] {
  const start = lineStart(xml.text, offset);
  const end = blankEnd(xml.text, start);
  const depth = depthOfLine(xml, end);
  if (depth === undefined) return [];
  const newText = indentationStep(options).repeat(depth);
  return newText === xml.text.slice(start, end) ? [] : [{ start, end, newText }];
}

function layOut(document: XmlDocument, options: FormattingOptions): TextEdit[] {
  const malformed = malformedElements(document);
  if (malformed === 'document') return [];
  const layout: Layout = {
    text: document.text,
    lineEnd: lineEnd(document),
    step: indentationStep(options),
    malformed,
    edits: [],
  };
  const whole = { start: document.text.startsWith('\uFEFF') ? 1 : 0, end: document.text.length };
  layOutChildren(layout, document.children, whole, 0, 0);
  const waiting = document.root === undefined ? [] : [{ element: document.root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { element, depth } = next;
    if (isMalformed(element, malformed) || !hasOnlyMarkup(document.text, element)) continue;
    layOutChildren(layout, element.children, contentSpan(element), depth + 1, depth);
    for (const child of element.children)
      if (child.kind === 'element') waiting.push({ element: child, depth: depth + 1 });
  }
  return layout.edits;
}

interface Layout {
  readonly text: string;
  readonly lineEnd: string;
  readonly step: string;
  readonly malformed: ReadonlySet<XmlElement>;
  readonly edits: TextEdit[];
}

function layOutChildren(
  layout: Layout,
  nodes: readonly XmlNode[],
  content: Span,
  depth: number,
  depthOfEnd: number,
): void {
  let before: XmlNode | undefined;
  for (const node of nodes) {
    if (node.kind === 'text') continue;
    layOutGap(layout, before, node, content, depth);
    before = node;
  }
  if (before !== undefined) layOutGap(layout, before, undefined, content, depthOfEnd);
}

/** What stands between two nodes, or between one and the edge of what it stands in. */
function layOutGap(
  { text, lineEnd, step, malformed, edits }: Layout,
  before: XmlNode | undefined,
  after: XmlNode | undefined,
  content: Span,
  depth: number,
): void {
  if (isUnclosed(before) || isMalformed(after, malformed)) return;
  const start = before?.end ?? content.start;
  const end = after?.start ?? content.end;
  const written = text.slice(start, end);
  if (!isBlank(written)) return;
  const lineBreaks = written.match(/\r\n|\n|\r/g)?.length ?? 0;
  const isDocumentStart = before === undefined && depth === 0;
  const isDocumentEnd = after === undefined && end === text.length;
  // A comment on the line of something belongs to it.
  if (lineBreaks === 0 && !isDocumentEnd && (isAside(before) || isAside(after))) return;
  const isNothing = isDocumentStart || (isDocumentEnd && lineBreaks === 0);
  const newText = isNothing ? '' : lineEnd.repeat(Math.min(2, Math.max(1, lineBreaks))) + step.repeat(depth);
  if (newText !== written) edits.push({ start, end, newText });
}

function isAside(node: XmlNode | undefined): boolean {
  return node?.kind === 'comment' || node?.kind === 'instruction';
}

/** Whether no text or CDATA stands between its tags, so that white space there means nothing. */
function hasOnlyMarkup(text: string, element: XmlElement): boolean {
  return (
    element.children.every((child) =>
      child.kind === 'text'
        ? /^[ \t\r\n]*$/.test(text.slice(child.start, child.end))
        : child.kind !== 'cdata',
    ) && attribute(element, 'xml:space')?.value !== 'preserve'
  );
}

function isMalformed(node: XmlNode | undefined, malformed: ReadonlySet<XmlElement>): boolean {
  return node?.kind === 'element' && (malformed.has(node) || isUnclosed(node));
}

function isUnclosed(node: XmlNode | undefined): boolean {
  return node?.kind === 'element' && node.endTag === undefined && !node.selfClosing;
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

/** The innermost elements around each problem; `document` when something is wrong outside of the root. */
function malformedElements(document: XmlDocument): ReadonlySet<XmlElement> | 'document' {
  const found = new Set<XmlElement>();
  for (const problem of document.problems) {
    let element = elementAt(document, problem.start);
    // Where a problem begins with an end tag, the last node before it is found.
    while (element !== undefined && (problem.start >= element.end || problem.end > element.end))
      element = element.parent;
    if (element === undefined) return 'document';
    found.add(element);
  }
  return found;
}

/** How deep what the line begins with stands; undefined inside of tags, texts and comments, and near what is malformed. */
function depthOfLine(document: XmlDocument, first: number): number | undefined {
  const node = nodeAt(document, first);
  if (node === undefined || node.parent === undefined) return undefined;
  const ending = [node, node.parent].find((each) => each.kind === 'element' && each.endTag?.start === first);
  if (ending === undefined && node.kind !== 'text' && node.start !== first) return undefined;
  const parent = ending?.kind === 'element' ? ending : node.parent;
  const malformed = malformedElements(document);
  const around = [parent, ...ancestors(parent)];
  if (malformed === 'document' || [node, ...around].some((each) => isMalformed(each, malformed)))
    return undefined;
  if (!hasOnlyMarkup(document.text, parent)) return undefined;
  return ending === undefined ? around.length : around.length - 1;
}

/** More than any editor asks for. */
const widestTab = 16;

function indentationStep({ tabSize, insertSpaces }: FormattingOptions): string {
  return insertSpaces ? ' '.repeat(Math.min(widestTab, Math.max(0, Math.floor(tabSize) || 0))) : '\t';
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
