import * as l10n from '@vscode/l10n';
import type { NameClass } from '../../grammar.ts';
import { readAnnotations, skipFollowing } from './annotations.ts';
import type { Environment } from './environment.ts';

/** Reads a name class; names without prefix are in the namespace `unprefixed`. */
export function readNameClass(environment: Environment, unprefixed: string): NameClass {
  const { cursor } = environment;
  const members = [readAnnotated(environment, unprefixed)];
  while (cursor.symbol('|')) members.push(readAnnotated(environment, unprefixed));
  const [only, ...others] = members;
  return only !== undefined && others.length === 0 ? only : { kind: 'choice', members };
}

function readAnnotated(environment: Environment, unprefixed: string): NameClass {
  readAnnotations(environment);
  const name = readSimple(environment, unprefixed);
  skipFollowing(environment);
  return name;
}

function readSimple(environment: Environment, unprefixed: string): NameClass {
  const { cursor } = environment;
  const token = cursor.peek();
  if (cursor.symbol('*')) return { kind: 'anyName', except: readExcept(environment, unprefixed) };
  if (cursor.symbol('(')) {
    const inside = cursor.nested(() => readNameClass(environment, unprefixed));
    cursor.expect(')');
    return inside;
  }
  if (token.kind === 'namespace') {
    cursor.next();
    const namespace = environment.namespaceOf(token.text, token);
    return { kind: 'nsName', namespace, except: readExcept(environment, unprefixed) };
  }
  if (token.kind === 'prefixed') {
    cursor.next();
    const [prefix = '', local = ''] = token.text.split(':');
    return { kind: 'name', namespace: environment.namespaceOf(prefix, token), local };
  }
  if (token.kind !== 'name' && token.kind !== 'quoted') cursor.unexpected(l10n.t('a name'));
  return { kind: 'name', namespace: unprefixed, local: cursor.next().text };
}

function readExcept(environment: Environment, unprefixed: string): NameClass | undefined {
  const { cursor } = environment;
  if (!cursor.symbol('-')) return undefined;
  return cursor.nested(() => {
    readAnnotations(environment);
    return readSimple(environment, unprefixed);
  });
}
