import * as l10n from '@vscode/l10n';
import type { NameClass } from '../grammar.ts';

const start =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';

/** What a name without colon may start with, as the inside of a character class (XML 1.0, fifth edition, 2.3). */
export const nameStart = start;
/** What may follow. */
export const nameRest = `${start}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;

const ncName = new RegExp(`^[${nameStart}][${nameRest}]*$`, 'u');

export function isNcName(text: string): boolean {
  return ncName.test(text);
}

/** What the specification (4.16) has against this name class; undefined when nothing. */
export function nameClassMistake(name: NameClass, of: 'element' | 'attribute'): string | undefined {
  if (of === 'attribute' && namesDeclaration(name))
    return l10n.t('xmlns declares namespaces: it cannot be described as an attribute.');
  return exceptMistake(name, 'none');
}

function namesDeclaration(name: NameClass): boolean {
  if (name.kind === 'choice') return name.members.some(namesDeclaration);
  if (name.kind === 'anyName') return false;
  if (name.namespace === 'http://www.w3.org/2000/xmlns') return true;
  return name.kind === 'name' && name.namespace === '' && name.local === 'xmlns';
}

function exceptMistake(name: NameClass, inside: 'none' | 'anyName' | 'nsName'): string | undefined {
  if (name.kind === 'name') return undefined;
  if (name.kind === 'choice') {
    for (const member of name.members) {
      const mistake = exceptMistake(member, inside);
      if (mistake !== undefined) return mistake;
    }
    return undefined;
  }
  if (name.kind === 'anyName' && inside !== 'none')
    return l10n.t('What is excepted from a name class cannot be any name.');
  if (name.kind === 'nsName' && inside === 'nsName')
    return l10n.t('What is excepted from all names of a namespace cannot be all names of a namespace.');
  return name.except && exceptMistake(name.except, name.kind);
}
