import type { Datatype, Grammar, NameClass, Pattern } from '../../../server/src/relaxng/grammar.ts';

/**
 * The simple form as text, one line for the start and one for each element. Elements are named as in documents; of
 * those with the same name the second is `name#2`.
 */
export function printGrammar({ start, elements }: Grammar): string {
  const names = new Map<Pattern, string>();
  const count = new Map<string, number>();
  for (const element of elements) {
    const name = printName(element.name);
    const number = (count.get(name) ?? 0) + 1;
    count.set(name, number);
    names.set(element, number === 1 ? name : `${name}#${number}`);
  }
  const print = (pattern: Pattern) => printPattern(pattern, names);
  return [
    `start = ${print(start)}`,
    ...elements.map((element) => `${names.get(element)} = ${print(element.content)}`),
  ].join('\n');
}

const connectors = { choice: ' | ', group: ', ', interleave: ' & ' };

function printPattern(pattern: Pattern, names: ReadonlyMap<Pattern, string>): string {
  const print = (inner: Pattern) => printPattern(inner, names);
  const bracketed = (inner: Pattern) => ('members' in inner ? `(${print(inner)})` : print(inner));
  switch (pattern.kind) {
    case 'empty':
    case 'notAllowed':
    case 'text':
      return pattern.kind;
    case 'choice':
    case 'group':
    case 'interleave':
      return pattern.members.map(bracketed).join(connectors[pattern.kind]);
    case 'oneOrMore':
      return `${bracketed(pattern.of)}+`;
    case 'list':
      return `list { ${print(pattern.of)} }`;
    case 'value':
      return `${printType(pattern.type)} "${pattern.value}"`;
    case 'data':
      return `${printType(pattern.type)}${pattern.except ? ` - ${bracketed(pattern.except)}` : ''}`;
    case 'attribute':
      return `@${printName(pattern.name)} { ${print(pattern.of)} }`;
    case 'element':
      return names.get(pattern) ?? '(element that is not listed)';
  }
}

function printType({ name, library, params }: Datatype): string {
  const written = params.map((param) => `${param.name} = "${param.value}"`).join(' ');
  return `${library === '' ? '' : 'xsd:'}${name}${written && ` { ${written} }`}`;
}

function printName(name: NameClass): string {
  switch (name.kind) {
    case 'name':
      return name.namespace === '' ? name.local : `{${name.namespace}}${name.local}`;
    case 'anyName':
      return `*${printExcept(name.except)}`;
    case 'nsName':
      return `{${name.namespace}}*${printExcept(name.except)}`;
    case 'choice':
      return `(${name.members.map(printName).join(' | ')})`;
  }
}

function printExcept(except: NameClass | undefined): string {
  return except === undefined ? '' : ` - ${printName(except)}`;
}
