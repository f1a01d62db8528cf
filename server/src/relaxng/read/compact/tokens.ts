import * as l10n from '@vscode/l10n';
import { nameRest, nameStart } from '../names.ts';
import { ESCAPED_LINE_END, type Unescaped, withoutEscapes } from './escapes.ts';
import { CompactMistake } from './mistake.ts';

/**
 * A word of the compact syntax: `name` also for keywords, `quoted` for `\name`, `prefixed` for `prefix:name`,
 * `namespace` for `prefix:*`.
 */
export interface Token {
  readonly kind:
    | 'name'
    | 'quoted'
    | 'prefixed'
    | 'namespace'
    | 'literal'
    | 'symbol'
    | 'documentation'
    | 'end';
  /** The name, the symbol, what is between the quotes, or the text of the documentation; of `prefix:*` the prefix. */
  readonly text: string;
  /** Offsets as in the file. */
  readonly start: number;
  readonly end: number;
}

const ncName = `[${nameStart}][${nameRest}]*`;
const tokens = new RegExp(
  [
    '(?<blank>[ \\t\\r\\n\\uFEFF]+)',
    '##(?<documentation>[^\\r\\n]*)',
    '(?<comment>#[^\\r\\n]*)',
    `(?<namespace>${ncName}):\\*`,
    `(?<prefixed>${ncName}:${ncName})`,
    `\\\\(?<quoted>${ncName})`,
    `(?<name>${ncName})`,
    '"""(?<long>(?:"{0,2}[^"])*)"""',
    "'''(?<long2>(?:'{0,2}[^'])*)'''",
    '"(?<short>[^"\\r\\n]*)"',
    "'(?<short2>[^'\\r\\n]*)'",
    '(?<symbol>>>|\\|=|&=|[=,&|?*+{}()[\\]~-])',
  ].join('|'),
  'uy',
);

/** Cuts a schema in compact syntax into tokens, the last of kind `end`; throws a `CompactMistake` where it cannot. */
export function tokenize(written: string): Token[] {
  const unescaped = withoutEscapes(written);
  const { text } = unescaped;
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    tokens.lastIndex = at;
    const match = tokens.exec(text);
    if (match === null) throw unreadable(unescaped, at);
    const end = at + match[0].length;
    const token = tokenOf(match.groups ?? {});
    if (token !== undefined)
      found.push({ ...token, start: unescaped.offsetOf(at), end: unescaped.offsetOf(end - 1) + 1 });
    at = end;
  }
  found.push({ kind: 'end', text: '', start: written.length, end: written.length });
  return found;
}

function tokenOf(groups: Partial<Record<string, string>>): Pick<Token, 'kind' | 'text'> | undefined {
  const { documentation, namespace, prefixed, quoted, name, symbol } = groups;
  if (name !== undefined) return { kind: 'name', text: name };
  if (symbol !== undefined) return { kind: 'symbol', text: symbol };
  if (prefixed !== undefined) return { kind: 'prefixed', text: prefixed };
  if (quoted !== undefined) return { kind: 'quoted', text: quoted };
  if (namespace !== undefined) return { kind: 'namespace', text: namespace };
  if (documentation !== undefined)
    return { kind: 'documentation', text: documentation.replace(/^#*[ \t]?/, '').trimEnd() };
  const literal = groups.short ?? groups.short2 ?? groups.long ?? groups.long2;
  return literal === undefined ? undefined : { kind: 'literal', text: literalText(literal) };
}

function literalText(between: string): string {
  return between.replace(/\r\n?/g, '\n').replaceAll(ESCAPED_LINE_END, '\n');
}

function unreadable({ text, offsetOf }: Unescaped, at: number): CompactMistake {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const message =
    character === '"' || character === "'"
      ? l10n.t('This text is never closed: a quote is missing. Texts of several lines take three.')
      : l10n.t("The character '{0}' means nothing here.", character);
  return new CompactMistake(message, offsetOf(at), offsetOf(at) + character.length);
}
