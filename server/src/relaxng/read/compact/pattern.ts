import * as l10n from '@vscode/l10n';
import type { Param, WrittenPattern } from '../syntax.ts';
import { readAnnotations, skipFollowing } from './annotations.ts';
import type { Environment } from './environment.ts';
import { readComponents } from './grammar.ts';
import { readNameClass } from './nameClass.ts';
import type { Token } from './tokens.ts';

const connectors = { ',': 'group', '&': 'interleave', '|': 'choice' } as const;
const repetitions = { '?': 'optional', '*': 'zeroOrMore', '+': 'oneOrMore' } as const;

function isConnector(token: Token): token is Token & { readonly text: keyof typeof connectors } {
  return token.kind === 'symbol' && token.text in connectors;
}

function isRepetition(token: Token): token is Token & { readonly text: keyof typeof repetitions } {
  return token.kind === 'symbol' && token.text in repetitions;
}

/** Reads a pattern, with all that `,`, `&` or `|` connect to it. */
export function readPattern(environment: Environment): WrittenPattern {
  const { cursor } = environment;
  return cursor.nested(() => {
    const first = readRepeated(environment);
    const connector = cursor.peek();
    if (!isConnector(connector)) return first;
    const members = [first];
    while (cursor.symbol(connector.text)) members.push(readRepeated(environment));
    const other = cursor.peek();
    if (isConnector(other))
      cursor.fail(l10n.t('{0} and {1} do not mix: put brackets around one.', connector.text, other.text));
    return { kind: connectors[connector.text], members, origin: cursor.originSince(first.origin) };
  });
}

function readRepeated(environment: Environment): WrittenPattern {
  const { cursor } = environment;
  const documentation = readAnnotations(environment);
  const first = cursor.peek();
  const of = readPrimary(environment, documentation);
  skipFollowing(environment);
  const repetition = cursor.peek();
  if (!isRepetition(repetition)) return of;
  cursor.next();
  const origin = cursor.originSince(first);
  skipFollowing(environment);
  return { kind: repetitions[repetition.text], of, origin };
}

function readPrimary(environment: Environment, documentation: string | undefined): WrittenPattern {
  const { cursor } = environment;
  const token = cursor.peek();
  const origin = cursor.origin(token, token);
  if (cursor.symbol('(')) {
    const inside = readPattern(environment);
    cursor.expect(')');
    return inside;
  }
  if (token.kind === 'literal') return readValue(environment, '', 'token', token);
  if (token.kind === 'prefixed') return readTyped(environment, cursor.next());
  if (cursor.isIdentifier()) return { kind: 'ref', name: cursor.next().text, origin };
  const read = token.kind === 'name' ? keywordReaders.get(token.text) : undefined;
  return read === undefined
    ? cursor.unexpected(l10n.t('a pattern'))
    : read(environment, cursor.next(), documentation);
}

type KeywordReader = (
  environment: Environment,
  keyword: Token,
  documentation: string | undefined,
) => WrittenPattern;

const keywordReaders = new Map<string, KeywordReader>(
  Object.entries<KeywordReader>({
    element: (environment, keyword, documentation) => {
      const name = readNameClass(environment, environment.defaultNamespace);
      const origin = environment.cursor.originSince(keyword);
      return { kind: 'element', name, of: readBraced(environment), documentation, origin };
    },
    attribute: (environment, keyword, documentation) => {
      const name = readNameClass(environment, '');
      const origin = environment.cursor.originSince(keyword);
      return { kind: 'attribute', name, of: readBraced(environment), documentation, origin };
    },
    list: around('list'),
    mixed: around('mixed'),
    empty: leaf('empty'),
    notAllowed: leaf('notAllowed'),
    text: leaf('text'),
    string: readTyped,
    token: readTyped,
    parent: ({ cursor }, keyword) => {
      const name = cursor.identifier().text;
      return { kind: 'parentRef', name, origin: cursor.originSince(keyword) };
    },
    external: (environment, keyword) => {
      const reference = environment.reference();
      return { kind: 'externalRef', ...reference, origin: environment.cursor.originSince(keyword) };
    },
    grammar: (environment, keyword) => {
      const { cursor } = environment;
      const origin = cursor.origin(keyword, keyword);
      cursor.expect('{');
      const components = cursor.nested(() => readComponents(environment));
      cursor.expect('}');
      return { kind: 'grammar', components, origin };
    },
  }),
);

function around(kind: 'list' | 'mixed'): KeywordReader {
  return (environment, keyword) => {
    const of = readBraced(environment);
    return { kind, of, origin: environment.cursor.origin(keyword, keyword) };
  };
}

function leaf(kind: 'empty' | 'notAllowed' | 'text'): KeywordReader {
  return ({ cursor }, keyword) => ({ kind, origin: cursor.origin(keyword, keyword) });
}

function readBraced(environment: Environment): WrittenPattern {
  const { cursor } = environment;
  cursor.expect('{');
  const inside = readPattern(environment);
  cursor.expect('}');
  return inside;
}

/** Behind the name of a datatype: `string`, `token`, or one of a library. */
function readTyped(environment: Environment, name: Token): WrittenPattern {
  const { cursor } = environment;
  const [prefix = '', local] = name.text.split(':');
  const library = local === undefined ? '' : environment.libraryOf(prefix, name);
  const type = local ?? name.text;
  if (cursor.peek().kind === 'literal') return readValue(environment, library, type, name);
  const isConnected = isConnector(cursor.peek(-2));
  const params = readParams(environment);
  const origin = cursor.origin(name, name);
  if (!cursor.symbol('-')) return { kind: 'data', library, type, params, except: undefined, origin };
  const except = cursor.nested(() => readPrimary(environment, readAnnotations(environment)));
  if (isConnected || isConnector(cursor.peek()) || isRepetition(cursor.peek()))
    cursor.fail(l10n.t('{0} - … needs brackets around it here.', name.text), cursor.originSince(name));
  return { kind: 'data', library, type, params, except, origin };
}

function readValue(environment: Environment, library: string, type: string, first: Token): WrittenPattern {
  const { cursor, context } = environment;
  const { text: value } = cursor.literal();
  return { kind: 'value', library, type, value, context, origin: cursor.originSince(first) };
}

function readParams(environment: Environment): Param[] {
  const { cursor } = environment;
  const params: Param[] = [];
  if (!cursor.symbol('{')) return params;
  while (!cursor.symbol('}')) {
    readAnnotations(environment);
    const name = cursor.anyName();
    cursor.expect('=');
    const value = cursor.literal();
    params.push({
      name: name.text,
      value: value.text,
      origin: cursor.origin(name, value),
      valueOrigin: cursor.origin(value, value),
    });
  }
  return params;
}
