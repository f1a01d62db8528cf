import type { Datatype, Pattern, ValueContext } from '../grammar.ts';
import type { Compiler } from './compile.ts';
import type { Derivatives } from './derivatives.ts';
import type { AttributeNode, Node, StringNode } from './nodes.ts';

/** Tells whether a text, the value of an attribute or the content of an element, is what a pattern asks for. */
export class Strings {
  readonly #compiler: Compiler;
  readonly #derivatives: Derivatives;

  constructor(compiler: Compiler, derivatives: Derivatives) {
    this.#compiler = compiler;
    this.#derivatives = derivatives;
  }

  meets(pattern: Pattern, text: string, context: ValueContext): boolean {
    switch (pattern.kind) {
      case 'text':
        return true;
      case 'empty':
        return isBlank(text);
      case 'value': {
        const { type, value } = pattern;
        if (text === value && !dependsOnContext(type)) return true;
        return type.allows(text, context) && type.equals(text, context, value, pattern.context);
      }
      case 'data':
        return (
          pattern.type.allows(text, context) &&
          (pattern.except === undefined || !this.meets(pattern.except, text, context))
        );
      case 'list':
        return this.#meetsList(this.#compiler.compile(pattern.of), text, context);
      case 'choice':
        return pattern.members.some((member) => this.meets(member, text, context));
      case 'oneOrMore':
        return this.meets(pattern.of, text, context);
      case 'group':
      case 'interleave':
        return pattern.members.some(
          (taker) =>
            this.meets(taker, text, context) &&
            pattern.members.every((other) => other === taker || this.#compiler.compile(other).isNullable),
        );
      default:
        return false;
    }
  }

  #meetsList(list: Node, text: string, context: ValueContext): boolean {
    let rest = list;
    for (const [word] of text.matchAll(/[^ \t\r\n]+/g)) {
      const asked = [...this.#derivatives.stringsNow(rest)];
      const accepting = asked.filter((string) => this.meets(string.pattern, word, context));
      rest = this.#derivatives.afterText(rest, new Set(accepting));
      if (rest.kind === 'notAllowed') return false;
    }
    return rest.isNullable;
  }
}

/** Whether the same text may be one value here and another there. */
export function isContextual(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'value':
      return dependsOnContext(pattern.type);
    case 'data':
      return dependsOnContext(pattern.type) || (pattern.except !== undefined && isContextual(pattern.except));
    case 'list':
    case 'oneOrMore':
      return isContextual(pattern.of);
    case 'choice':
    case 'group':
    case 'interleave':
      return pattern.members.some(isContextual);
    default:
      return false;
  }
}

function dependsOnContext({ name }: Datatype): boolean {
  return name === 'QName' || name === 'NOTATION';
}

/** White space as XML has it. */
export function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0d) return false;
  }
  return true;
}

/** What is asked of a text. */
export function stringPatternOf(node: AttributeNode | StringNode): Pattern {
  return node.kind === 'attribute' ? node.pattern.of : node.pattern;
}
