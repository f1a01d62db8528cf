/**
 * The pure language service: all that an editor, the command line or Apply can ask of a text. Functions of their
 * arguments, offsets in and out, no IO.
 */
export { type DomainDocument, openDocument } from './document.ts';
export type { CodeAction } from './features/codeActions/codeAction.ts';
export { enableMultiQueueKind } from './features/codeActions/enableMultiQueue.ts';
export { enableMultiQueueOnAllKind } from './features/codeActions/enableMultiQueueOnAll.ts';
export { codeActionKinds, codeActions } from './features/codeActions/index.ts';
export {
  type Completion,
  type CompletionRequest,
  completions,
  completionTriggers,
} from './features/completion/completions.ts';
export { type Diagnostic, diagnose, diagnoseBySchema } from './features/diagnostics.ts';
export { fixAll } from './features/fixAll.ts';
export { type Fold, folds } from './features/folding.ts';
export { type FormattingOptions, format, formatLine } from './features/formatting.ts';
export { type Highlight, highlights } from './features/highlights.ts';
export { type Hover, hover } from './features/hover.ts';
export { type InlayHint, inlayHints } from './features/inlayHints.ts';
export { enableMultiQueueCommand, type Lens, lenses } from './features/lenses.ts';
export { type FileLink, fileLinks } from './features/links.ts';
export { definitions, references } from './features/references.ts';
export { renameAt, renameTarget } from './features/rename.ts';
export { selectionSteps } from './features/selection.ts';
export {
  type SemanticToken,
  semanticTokens,
  semanticTokenTypes,
} from './features/semanticTokens.ts';
export { type DocumentSymbol, documentSymbols, type SymbolKind } from './features/symbols.ts';
export { tagPair } from './features/tagPairs.ts';
export type { Severity } from './rules/rule.ts';
export type { Schema } from './schema/schema.ts';
export { defaultSettings, forHost, readSettings, type Settings } from './settings.ts';
