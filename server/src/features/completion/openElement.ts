import { ancestors, childElements } from '../../xml/query.ts';
import type { XmlElement } from '../../xml/tree.ts';

/**
 * The innermost element before `at` without an end tag: one that the line at `at`, by its indentation, ends unsaid, or
 * one around. Undefined where all have theirs.
 *
 * @param parent the element around `at`
 */
export function openElementAt(parent: XmlElement | undefined, at: number): XmlElement | undefined {
  if (parent === undefined) return undefined;
  const ended = lastOpenIn(parent, at);
  if (ended !== undefined) return ended;
  if (isOpen(parent)) return parent;
  // The parser gives an end tag to the inner of two elements of one name.
  return [...ancestors(parent)].some((each) => each.name === parent.name && isOpen(each))
    ? parent
    : undefined;
}

function lastOpenIn(element: XmlElement, at: number): XmlElement | undefined {
  const last = childElements(element).findLast(({ start }) => start < at);
  if (last === undefined || last.end > at || !isOpen(last)) return undefined;
  return lastOpenIn(last, at) ?? last;
}

function isOpen({ endTag, selfClosing }: XmlElement): boolean {
  return endTag === undefined && !selfClosing;
}
