import type { Span, XmlComment, XmlDocument, XmlNode } from '../xml/tree.ts';

const marker = /^\s*virtqueue-disable-next-line(?=\s|$)([\s\S]*)$/;

/**
 * `<!-- virtqueue-disable-next-line RULE RULE … -->` silences these rules, or all when none is named, for what
 * starts on the line after the comment.
 */
export function suppressions(document: XmlDocument): (ruleId: string, at: Span) => boolean {
  if (!document.text.includes('virtqueue-disable-next-line')) return () => false;
  const silenced = [...comments(document)].flatMap((comment) => {
    const match = marker.exec(comment.value);
    return match === null
      ? []
      : [{ line: lineAfter(document.text, comment.end), ids: idsIn(match[1] ?? '') }];
  });
  return (ruleId, at) =>
    silenced.some(
      ({ line, ids }) => at.start >= line.start && at.start < line.end && (ids.size === 0 || ids.has(ruleId)),
    );
}

function idsIn(text: string): Set<string> {
  return new Set(text.split(/[\s,]+/).filter((id) => id !== ''));
}

function lineAfter(text: string, offset: number): Span {
  const lineBreak = text.indexOf('\n', offset);
  if (lineBreak < 0) return { start: text.length, end: text.length };
  const next = text.indexOf('\n', lineBreak + 1);
  return { start: lineBreak + 1, end: next < 0 ? text.length : next };
}

function* comments(document: XmlDocument): Iterable<XmlComment> {
  const pending: XmlNode[] = [...document.children];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'comment') yield node;
    else if (node.kind === 'element') for (const child of node.children) pending.push(child);
  }
}
