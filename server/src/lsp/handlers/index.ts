import { codeActionHandler } from './codeActions.ts';
import { codeLensHandler } from './codeLenses.ts';
import { completionHandler } from './completion.ts';
import { definitionHandler } from './definitions.ts';
import { enableMultiQueueHandler } from './enableMultiQueue.ts';
import { foldingHandler } from './folding.ts';
import { formattingHandler } from './formatting.ts';
import type { Handler } from './handler.ts';
import { highlightHandler } from './highlights.ts';
import { hoverHandler } from './hover.ts';
import { inlayHintHandler } from './inlayHints.ts';
import { linkedEditingHandler } from './linkedEditing.ts';
import { linkHandler } from './links.ts';
import { referenceHandler } from './references.ts';
import { renameHandler } from './rename.ts';
import { selectionHandler } from './selection.ts';
import { semanticTokenHandler } from './semanticTokens.ts';
import { symbolHandler } from './symbols.ts';

/** Every language feature that is answered on request. Diagnostics are pushed: see `publish.ts`. */
export const handlers: readonly Handler[] = [
  completionHandler,
  codeActionHandler,
  codeLensHandler,
  hoverHandler,
  definitionHandler,
  referenceHandler,
  highlightHandler,
  renameHandler,
  inlayHintHandler,
  enableMultiQueueHandler,
  formattingHandler,
  symbolHandler,
  foldingHandler,
  selectionHandler,
  linkedEditingHandler,
  linkHandler,
  semanticTokenHandler,
];
