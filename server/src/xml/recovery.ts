import { isSpace, spaceEnd } from './scanner.ts';
import type { Span, XmlAttribute, XmlElement, XmlNode, XmlText } from './tree.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An element that is still being read. */
export interface OpenElement extends Mutable<XmlElement> {
  attributes: XmlAttribute[];
  children: XmlNode[];
}

/** An element whose end tag has not been seen yet, with what may explain why it never will be. */
export interface Frame {
  readonly element: OpenElement;
  /** Its start tag lacks the `>`, so it may well have been meant to be empty. */
  readonly isTagUnclosed: boolean;
  /** An end tag that matched no open element while this one was the innermost: probably this one's, misspelt. */
  strayEnd: XmlText | undefined;
}

/** Where nodes go: into an element, or to the top level. */
export interface Container {
  readonly parent: OpenElement | undefined;
  readonly children: XmlNode[];
}

/** An unclosed element that may still take nodes, with the indentation at which it ends. */
interface Target {
  readonly element: OpenElement;
  readonly indentation: number;
}

/**
 * Gives the nodes that unclosed elements swallowed back to where they belong. An unclosed element ends at a stray
 * end tag, or before the first line indented no deeper than its own; one without the `>` of its start tag takes
 * nothing at all. `frames` are nested, outermost first, the first being the last child of `outer`.
 */
export function rehome(text: string, frames: readonly Frame[], outer: Container): void {
  const targets: Target[] = [];
  let heldBack: XmlText | undefined;
  outer.children.pop();

  const append = (node: XmlNode): void => {
    const element = targets.at(-1)?.element;
    (node as Mutable<XmlNode>).parent = element ?? outer.parent;
    (element ?? outer).children.push(node);
  };
  const release = (): void => {
    if (heldBack !== undefined) append(heldBack);
    heldBack = undefined;
  };
  const end = (): void => {
    const element = targets.pop()?.element;
    if (element !== undefined) element.end = element.children.at(-1)?.end ?? element.startTag.end;
  };
  const place = (node: XmlNode): void => {
    if (node.kind === 'text' && isBlank(text, node)) {
      release();
      heldBack = node;
      return;
    }
    const indentation = node.kind === 'text' ? undefined : indentationOf(text, node.start);
    while (indentation !== undefined && (targets.at(-1)?.indentation ?? -1) >= indentation) end();
    release();
    append(node);
  };

  for (const [depth, { element, isTagUnclosed, strayEnd }] of frames.entries()) {
    const swallowed = element.children;
    const inner = frames[depth + 1]?.element;
    element.children = [];
    place(element);
    element.end = element.startTag.end;
    if (!isTagUnclosed) {
      const inherited = targets.at(-1)?.indentation ?? -1;
      targets.push({ element, indentation: indentationOf(text, element.start) ?? inherited });
    }
    for (const node of swallowed) {
      if (node === inner) continue;
      if (node === strayEnd && targets.at(-1)?.element === element) {
        release();
        targets.pop();
        element.endTag = endTagSpan(node);
        element.end = node.end;
      } else place(node);
    }
  }
  while (targets.length > 0) end();
  release();
}

function isBlank(text: string, { start, end }: Span): boolean {
  return spaceEnd(text, start) >= end;
}

function endTagSpan({ start, end }: Span): Span {
  return { start, end };
}

/** Columns of white space before `at`; undefined when something else stands before it on its line. */
function indentationOf(text: string, at: number): number | undefined {
  let lineStart = at;
  while (lineStart > 0) {
    const code = text.charCodeAt(lineStart - 1);
    if (code === 0x0a || code === 0x0d) break;
    if (!isSpace(code)) return undefined;
    lineStart--;
  }
  return at - lineStart;
}
