import { codeActionHandler } from './codeActions.ts';
import { codeLensHandler } from './codeLenses.ts';
import type { Handler } from './handler.ts';
import { hoverHandler } from './hover.ts';

/** Every language feature that is answered on request. Diagnostics are pushed: see `publish.ts`. */
export const handlers: readonly Handler[] = [codeActionHandler, codeLensHandler, hoverHandler];
