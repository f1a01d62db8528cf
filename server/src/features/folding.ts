import type { DomainDocument } from '../document.ts';
import type { Span, XmlComment, XmlElement, XmlNode } from '../xml/tree.ts';

/** What can be folded away: from behind the line where it starts to the line where it ends. */
export interface Fold extends Span {
  readonly kind?: 'comment' | 'region';
  /** Whether the last line, that of an end tag, stays visible. */
  readonly keepsLastLine: boolean;
}

const regionStart = /^\s*#region\b/;
const regionEnd = /^\s*#endregion\b/;

/** Elements, tags of several lines, comments, and what stands between `<!-- #region -->` and `<!-- #endregion -->`. */
export function folds({ xml }: DomainDocument): Fold[] {
  const found: Fold[] = [];
  const openRegions: XmlComment[] = [];
  const waiting = [...xml.children].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'element') {
      found.push(...foldsOfElement(node));
      pushReversed(waiting, node.children);
    } else if (node.kind === 'comment') {
      const region = regionStart.test(node.value) ? openRegions.push(node) : 0;
      const opened = regionEnd.test(node.value) ? openRegions.pop() : undefined;
      if (opened) found.push({ start: opened.start, end: node.end, kind: 'region', keepsLastLine: false });
      if (region === 0) found.push({ ...spanOf(node), kind: 'comment', keepsLastLine: false });
    }
  }
  return found;
}

/** With a start tag of several lines, the content can be folded without the attributes too. */
function foldsOfElement(element: XmlElement): Fold[] {
  const { start, end, startTag, endTag } = element;
  if (endTag === undefined) return [{ start, end, keepsLastLine: false }];
  return [start, startTag.end].map((from) => ({ start: from, end: endTag.start, keepsLastLine: true }));
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** One by one: as arguments of a call, very many nodes would overflow the stack. */
function pushReversed(waiting: XmlNode[], nodes: readonly XmlNode[]): void {
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (node !== undefined) waiting.push(node);
  }
}
