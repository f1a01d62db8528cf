import {
  type CodeAction,
  type CodeLens,
  type Command,
  type Diagnostic,
  DiagnosticSeverity,
  type Location,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type * as service from '../service.ts';
import { inOrder, type TextEdit as SpanEdit } from '../xml/edit.ts';
import type { Span } from '../xml/tree.ts';

export const severities: Record<service.Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toRange(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function toSpan(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** @param rulePages URI of the folder with a page per rule, if the client has one. */
export function toDiagnostic(
  document: TextDocument,
  diagnostic: service.Diagnostic,
  rulePages?: string,
): Diagnostic {
  const { code, severity, message, related } = diagnostic;
  const isRule = !code.includes('/') && code !== 'not-a-domain';
  return {
    range: toRange(document, diagnostic),
    severity: severities[severity],
    source: 'virtqueue',
    code,
    message,
    ...(related && {
      relatedInformation: [
        { location: { uri: document.uri, range: toRange(document, related) }, message: related.message },
      ],
    }),
    ...(rulePages && isRule ? { codeDescription: { href: `${rulePages}/${code}.md` } } : {}),
  };
}

export function toCodeAction(
  document: TextDocument,
  action: service.CodeAction,
  rulePages?: string,
): CodeAction {
  const { title, kind, preferred, diagnostic } = action;
  return {
    title,
    kind,
    isPreferred: preferred,
    ...(diagnostic ? { diagnostics: [toDiagnostic(document, diagnostic, rulePages)] } : {}),
    edit: toWorkspaceEdit(document, action.edits),
  };
}

/** Valid for this version of the document only. In order, since an insertion has to come before what is removed behind it. */
export function toWorkspaceEdit(document: TextDocument, edits: readonly SpanEdit[]): WorkspaceEdit {
  return {
    documentChanges: [
      {
        textDocument: { uri: document.uri, version: document.version },
        edits: inOrder(edits).map((each) => toTextEdit(document, each)),
      },
    ],
  };
}

export function toLocation(document: TextDocument, span: Span): Location {
  return { uri: document.uri, range: toRange(document, span) };
}

export function toTextEdit(document: TextDocument, { newText, ...span }: SpanEdit): TextEdit {
  return { range: toRange(document, span), newText };
}

/** A lens without a command only tells: editors show the title of a command that has no name. */
/** @param commands what the client can carry out */
export function toCodeLens(
  document: TextDocument,
  lens: service.Lens,
  commands: ReadonlySet<string>,
): CodeLens {
  const { at, title, command } = lens;
  const told: Command =
    command === undefined || !commands.has(command)
      ? { title, command: '' }
      : { title, command, arguments: [document.uri, ...(lens.arguments ?? [])] };
  return { range: toRange(document, at), command: told };
}
