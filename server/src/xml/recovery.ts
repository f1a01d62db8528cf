import type { ElementNode } from './nodes.ts';
import { isSpace, spaceEnd } from './scanner.ts';
import type { Span, XmlNode, XmlText } from './tree.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An element whose end tag never came, with what may explain it. */
export interface Unclosed {
  readonly element: ElementNode;
  /** Its start tag lacks the `>`, so it may well have been meant to be empty. */
  readonly isTagUnclosed: boolean;
  /** An end tag that matched no open element while this one was the innermost: probably this one's, misspelt. */
  readonly strayEnd: XmlText | undefined;
}

/** Where nodes go: into an element, or to the top level. */
export interface Container {
  readonly parent: ElementNode | undefined;
  readonly children: XmlNode[];
}

/** An unclosed element that may still take nodes, with the indentation at which it ends. */
interface Target {
  readonly element: ElementNode;
  readonly indentation: number;
}

/**
 * Gives the nodes that unclosed elements swallowed back to where they belong. An unclosed element ends at a stray
 * end tag, or before the first line indented no deeper than its own; one without the `>` of its start tag takes
 * nothing at all. `unclosed` are nested, outermost first, the first being the last child of `outer`.
 */
export function rehome(text: string, unclosed: readonly Unclosed[], outer: Container): void {
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
    if (element !== undefined) element.end = element.children.at(-1)?.end ?? element.startTagEnd;
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

  for (const [depth, { element, isTagUnclosed, strayEnd }] of unclosed.entries()) {
    const swallowed = element.children;
    const inner = unclosed[depth + 1]?.element;
    element.children = [];
    place(element);
    element.end = element.startTagEnd;
    if (!isTagUnclosed) {
      const inherited = targets.at(-1)?.indentation ?? -1;
      targets.push({ element, indentation: indentationOf(text, element.start) ?? inherited });
    }
    for (const node of swallowed) {
      if (node === inner) continue;
      if (node === strayEnd && targets.at(-1)?.element === element) {
        release();
        targets.pop();
        element.endTagStart = node.start;
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
