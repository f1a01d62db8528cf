import * as l10n from '@vscode/l10n';
import type { ValueContext } from '../../grammar.ts';
import { XSD } from '../datatypes/xsd.ts';
import type { SchemaErrors } from '../errors.ts';
import { resolvePath, withoutFragment } from '../paths.ts';
import type { Cursor } from './cursor.ts';
import type { Token } from './tokens.ts';

/** What the declarations at the head of a file say, for the parts that follow. */
export class Environment {
  readonly cursor: Cursor;
  readonly #file: string;
  readonly #inherited: string;
  readonly #errors: SchemaErrors;
  readonly #namespaces = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);
  readonly #libraries = new Map([['xsd', XSD]]);
  readonly #declared = new Set<string>();
  #default: string | undefined;

  constructor(file: string, inherited: string, cursor: Cursor, errors: SchemaErrors) {
    this.cursor = cursor;
    this.#file = file;
    this.#inherited = inherited;
    this.#errors = errors;
  }

  /** The namespace of element names without prefix. */
  get defaultNamespace(): string {
    return this.#default ?? this.#inherited;
  }

  get context(): ValueContext {
    return {
      resolvePrefix: (prefix) => (prefix === '' ? this.defaultNamespace : this.#namespaces.get(prefix)),
    };
  }

  report(at: Token, message: string): void {
    this.#errors.report(this.cursor.origin(at, at), message);
  }

  /** Reads the declarations, which stand before all else. */
  readDeclarations(): void {
    const { cursor } = this;
    for (;;) {
      if (cursor.keyword('namespace')) this.#declareNamespace(cursor.anyName());
      else if (cursor.keyword('datatypes')) this.#declareLibrary(cursor.anyName());
      else if (cursor.isKeyword('default')) this.#declareDefault(cursor.next());
      else return;
    }
  }

  #declareNamespace(prefix: Token): void {
    this.#once(prefix, `namespace ${prefix.text}`);
    this.#namespaces.set(prefix.text, this.#namespaceUri());
  }

  #declareDefault(at: Token): void {
    const { cursor } = this;
    if (!cursor.keyword('namespace')) cursor.unexpected('namespace');
    this.#once(at, 'default');
    const prefix = cursor.isSymbol('=') ? undefined : cursor.anyName();
    this.#default = this.#namespaceUri();
    if (prefix === undefined) return;
    this.#once(prefix, `namespace ${prefix.text}`);
    this.#namespaces.set(prefix.text, this.#default);
  }

  #namespaceUri(): string {
    this.cursor.expect('=');
    return this.cursor.keyword('inherit') ? this.#inherited : this.cursor.literal().text;
  }

  #declareLibrary(prefix: Token): void {
    this.#once(prefix, `datatypes ${prefix.text}`);
    this.cursor.expect('=');
    this.#libraries.set(prefix.text, this.cursor.literal().text);
  }

  #once(at: Token, what: string): void {
    if (this.#declared.has(what)) this.report(at, l10n.t('This is declared twice: remove one declaration.'));
    this.#declared.add(what);
  }

  namespaceOf(prefix: string, at: Token): string {
    const namespace = this.#namespaces.get(prefix);
    if (namespace === undefined) this.report(at, l10n.t("No namespace has the prefix '{0}' here.", prefix));
    return namespace ?? '';
  }

  /** Undefined, without report, when there is none of this prefix. */
  isNamespaceOf(prefix: string, namespace: string): boolean {
    return this.#namespaces.get(prefix) === namespace;
  }

  libraryOf(prefix: string, at: Token): string {
    const library = this.#libraries.get(prefix);
    if (library === undefined)
      this.report(
        at,
        l10n.t("No datatype library has the prefix '{0}': add a line: datatypes {0} = …", prefix),
      );
    return library ?? '';
  }

  /** The file that the literal leads to, and the namespace handed to it. */
  reference(): { file: string; namespace: string } {
    const { cursor } = this;
    const href = cursor.literal();
    if (href.text.includes('#')) this.report(href, l10n.t('A schema is referred to as a whole: remove #.'));
    const file = resolvePath(this.#file, withoutFragment(href.text));
    if (!cursor.keyword('inherit')) return { file, namespace: this.defaultNamespace };
    cursor.expect('=');
    const prefix = cursor.anyName();
    return { file, namespace: this.namespaceOf(prefix.text, prefix) };
  }
}
