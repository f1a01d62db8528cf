import * as l10n from '@vscode/l10n';
import { ANNOTATIONS } from '../documentation.ts';
import type { Environment } from './environment.ts';

/** Passes over the annotations that may stand here; gives the documentation among them. */
export function readAnnotations(environment: Environment): string | undefined {
  const { cursor } = environment;
  const lines: string[] = [];
  while (cursor.peek().kind === 'documentation') lines.push(cursor.next().text);
  const paragraphs = lines.length > 0 ? [lines.join('\n')] : [];
  if (cursor.isSymbol('[')) paragraphs.push(...readBracketed(environment));
  return paragraphs.join('\n\n') || undefined;
}

/** Passes over `>> name […]`, which annotates what is before it. */
export function skipFollowing(environment: Environment): void {
  const { cursor } = environment;
  while (cursor.symbol('>>')) skipAnnotationElement(environment);
}

/** Whether an annotation by itself stands here: `name […]`. */
export function isAnnotationElement({ cursor }: Environment): boolean {
  const { kind } = cursor.peek();
  return (kind === 'name' || kind === 'quoted' || kind === 'prefixed') && cursor.isSymbol('[', 1);
}

export function skipAnnotationElement(environment: Environment): void {
  const { cursor } = environment;
  if (!isAnnotationElement(environment)) cursor.unexpected(l10n.t('an annotation'));
  cursor.next();
  readBracketed(environment);
}

/** Passes over `[…]`; gives the texts of `a:documentation [ "…" ]` inside. */
function readBracketed(environment: Environment): string[] {
  const { cursor } = environment;
  const documentation: string[] = [];
  let depth = 0;
  do {
    const { kind, text } = cursor.peek();
    if (cursor.isSymbol('[')) depth++;
    else if (cursor.isSymbol(']')) depth--;
    else if (kind === 'end' || (kind === 'symbol' && !['=', '~', '>>'].includes(text)))
      cursor.unexpected(']');
    const token = cursor.next();
    const isDocumented =
      token.kind === 'prefixed' && cursor.isSymbol('[') && cursor.peek(1).kind === 'literal';
    if (isDocumented && depth === 1 && isDocumentation(environment, token.text)) {
      cursor.next();
      depth++;
      documentation.push(cursor.literal().text);
    }
  } while (depth > 0);
  return documentation;
}

function isDocumentation(environment: Environment, name: string): boolean {
  const [prefix = '', local] = name.split(':');
  return local === 'documentation' && environment.isNamespaceOf(prefix, ANNOTATIONS);
}
