import type { Combine, Component, Definition } from '../syntax.ts';
import { isAnnotationElement, readAnnotations, skipAnnotationElement } from './annotations.ts';
import type { Environment } from './environment.ts';
import { readPattern } from './pattern.ts';

const assignments: ReadonlyMap<string, Combine | undefined> = new Map([
  ['=', undefined],
  ['|=', 'choice'],
  ['&=', 'interleave'],
]);

/** Whether a grammar's content stands here, rather than a pattern. */
export function startsComponents({ cursor }: Environment): boolean {
  let ahead = 0;
  while (cursor.peek(ahead).kind === 'documentation') ahead++;
  if (cursor.isSymbol('[', ahead)) ahead = behindBrackets(cursor, ahead);
  const { kind, text } = cursor.peek(ahead);
  if (kind === 'end') return true;
  if (kind === 'name' && ['start', 'div', 'include'].includes(text)) return true;
  const { kind: nextKind, text: next } = cursor.peek(ahead + 1);
  const isName = kind === 'name' || kind === 'quoted' || kind === 'prefixed';
  return isName && nextKind === 'symbol' && (assignments.has(next) || next === '[');
}

function behindBrackets(cursor: Environment['cursor'], from: number): number {
  let depth = 0;
  for (let ahead = from; ; ahead++) {
    if (cursor.isSymbol('[', ahead)) depth++;
    else if (cursor.isSymbol(']', ahead)) depth--;
    if (depth === 0 || cursor.peek(ahead).kind === 'end') return ahead + 1;
  }
}

/** What stands in a grammar, up to its end. */
export function readComponents(environment: Environment): Component[] {
  const { cursor } = environment;
  return contentOf(environment, (documentation) => {
    const keyword = cursor.peek();
    if (!cursor.keyword('include')) return readDefinition(environment, documentation);
    const reference = environment.reference();
    const origin = cursor.originSince(keyword);
    return { kind: 'include', ...reference, overrides: readOverrides(environment), origin };
  });
}

function readOverrides(environment: Environment): Definition[] {
  const { cursor } = environment;
  if (!cursor.symbol('{')) return [];
  const overrides = contentOf(environment, (documentation) => readDefinition(environment, documentation));
  cursor.expect('}');
  return overrides;
}

/** Reads what stands here up to a closing brace or the end, and what stands in each `div` of it. */
function contentOf<T>(environment: Environment, read: (documentation: string | undefined) => T): T[] {
  const { cursor } = environment;
  const content: T[] = [];
  while (cursor.peek().kind !== 'end' && !cursor.isSymbol('}')) {
    if (isAnnotationElement(environment)) {
      skipAnnotationElement(environment);
      continue;
    }
    const documentation = readAnnotations(environment);
    if (cursor.keyword('div')) {
      cursor.expect('{');
      for (const each of cursor.nested(() => contentOf(environment, read))) content.push(each);
      cursor.expect('}');
    } else content.push(read(documentation));
  }
  return content;
}

function readDefinition(environment: Environment, documentation: string | undefined): Definition {
  const { cursor } = environment;
  const isStart = cursor.isKeyword('start');
  const token = isStart ? cursor.next() : cursor.identifier();
  const { kind, text } = cursor.peek();
  if (kind !== 'symbol' || !assignments.has(text)) cursor.unexpected('=');
  cursor.next();
  return {
    kind: 'define',
    name: isStart ? undefined : token.text,
    combine: assignments.get(text),
    of: readPattern(environment),
    documentation,
    origin: cursor.origin(token, token),
  };
}
