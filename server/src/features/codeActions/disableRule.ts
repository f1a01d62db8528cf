import * as l10n from '@vscode/l10n';
import type { TextEdit } from '../../xml/edit.ts';
import { nodeAt } from '../../xml/query.ts';
import { blankEnd, blankStart, lineEnd } from '../../xml/style.ts';
import type { Span, XmlDocument } from '../../xml/tree.ts';
import { ruleDiagnostic, schemaDiagnostic } from '../diagnostics.ts';
import { type CodeActionSource, touches } from './codeAction.ts';

/** A comment on the line before that silences the rule, or the kind of schema problem, there. */
export const disableRule: CodeActionSource = {
  kind: 'quickfix',
  actions({ document, at, problems }) {
    const here = [
      ...problems.rules.filter(({ finding }) => touches(finding.at, at)).map(ruleDiagnostic),
      ...problems.schema.filter(({ problem }) => touches(problem, at)).map(schemaDiagnostic),
    ];
    const codes = new Set<string>();
    return here.flatMap((diagnostic) => {
      const { code } = diagnostic;
      const edit = codes.has(code) ? undefined : disable(document, diagnostic, code);
      codes.add(code);
      return edit === undefined
        ? []
        : [{ title: l10n.t('Disable {0} here', code), edits: [edit], diagnostic }];
    });
  },
};

/** Undefined where no comment can stand on a line of its own: inside of a tag, a text or another comment. */
function disable(document: XmlDocument, { start }: Span, code: string): TextEdit | undefined {
  const { text } = document;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = suppressionBefore(document, lineStart);
  if (before !== undefined) return { start: before, end: before, newText: ` ${code}` };
  const first = blankEnd(text, lineStart);
  const node = nodeAt(document, first);
  const isBetweenTags =
    node?.kind === 'element'
      ? node.start === first || node.endTag?.start === first
      : node?.kind === 'text' && first === node.end;
  if (!isBetweenTags) return undefined;
  const indent = text.slice(lineStart, first);
  return {
    start: first,
    end: first,
    newText: `<!-- virtqueue-disable-next-line ${code} -->${lineEnd(document)}${indent}`,
  };
}

/** Where another rule goes into a comment that ends on the line before and silences some. */
function suppressionBefore(document: XmlDocument, lineStart: number): number | undefined {
  const { text } = document;
  const lineBreak = lineStart - (text.startsWith('\r\n', lineStart - 2) ? 2 : 1);
  if (lineBreak < 0) return undefined;
  const end = blankStart(text, lineBreak);
  const node = nodeAt(document, end - 1);
  if (node?.kind !== 'comment' || node.end !== end) return undefined;
  if (!/^\s*virtqueue-disable-next-line\s+\S/.test(node.value)) return undefined;
  return node.start + '<!--'.length + node.value.trimEnd().length;
}
