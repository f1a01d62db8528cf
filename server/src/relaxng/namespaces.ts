import type { XmlElement } from '../xml/tree.ts';
import type { ValueContext } from './grammar.ts';

const LETTER_X = 0x78;
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** The namespace declarations in force at a place. Elements that declare none share their parent's. */
export class Namespaces implements ValueContext {
  static readonly none = new Namespaces(undefined, new Map([['xml', XML_NAMESPACE]]));

  /** Of elements without a prefix. */
  readonly default: string;
  readonly #around: Namespaces | undefined;
  readonly #declared: ReadonlyMap<string, string>;

  private constructor(around: Namespaces | undefined, declared: ReadonlyMap<string, string>) {
    this.#around = around;
    this.#declared = declared;
    this.default = declared.get('') ?? around?.default ?? '';
  }

  /** The namespace of a prefix, of the default for an empty one; undefined when it is not declared. */
  resolvePrefix(prefix: string): string | undefined {
    if (prefix === '') return this.default;
    for (let scope: Namespaces | undefined = this; scope !== undefined; scope = scope.#around) {
      const namespace = scope.#declared.get(prefix);
      if (namespace !== undefined) return namespace;
    }
    return undefined;
  }

  /** A prefix that stands for this namespace here. */
  prefixOf(namespace: string): string | undefined {
    for (let scope: Namespaces | undefined = this; scope !== undefined; scope = scope.#around)
      for (const [prefix, declared] of scope.#declared)
        if (prefix !== '' && declared === namespace && this.resolvePrefix(prefix) === namespace)
          return prefix;
    return undefined;
  }

  /** Those in force inside this element, its own tag included. */
  inside(element: XmlElement): Namespaces {
    let declared: Map<string, string> | undefined;
    for (const { name, value } of element.attributes) {
      if (!isDeclaration(name)) continue;
      declared ??= new Map();
      declared.set(name.slice('xmlns:'.length), value);
    }
    return declared === undefined ? this : new Namespaces(this, declared);
  }

  equals(other: Namespaces): boolean {
    if (this === other) return true;
    if (this.#around === undefined || other.#around === undefined) return false;
    return (
      this.#declared.size === other.#declared.size &&
      [...this.#declared].every(([prefix, namespace]) => other.#declared.get(prefix) === namespace) &&
      this.#around.equals(other.#around)
    );
  }
}

/** `xmlns` and `xmlns:…` declare namespaces and are no attributes to a schema. */
export function isDeclaration(attributeName: string): boolean {
  if (attributeName.charCodeAt(0) !== LETTER_X) return false;
  return attributeName === 'xmlns' || attributeName.startsWith('xmlns:');
}
