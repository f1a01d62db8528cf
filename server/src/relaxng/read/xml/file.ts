import * as l10n from '@vscode/l10n';
import type { Origin } from '../../grammar.ts';
import type { SchemaErrors } from '../errors.ts';
import { isNcName } from '../names.ts';
import { resolvePath, withoutFragment } from '../paths.ts';
import type { SchemaElement } from './schemaElement.ts';

/** The file being read, as the readers of its parts share it. */
export class XmlFile {
  readonly name: string;
  readonly #errors: SchemaErrors;

  constructor(name: string, errors: SchemaErrors) {
    this.name = name;
    this.#errors = errors;
  }

  report(at: SchemaElement | Origin, message: string): void {
    this.#errors.report('origin' in at ? at.origin : at, message);
  }

  /** Reports that `element` cannot stand where it does. */
  misplaced(element: SchemaElement, parent: SchemaElement): void {
    this.report(element, l10n.t('<{0}> cannot stand inside <{1}>.', element.xml.name, parent.xml.name));
  }

  reportChildren(element: SchemaElement): void {
    for (const child of element.children) this.misplaced(child, element);
  }

  attribute(element: SchemaElement, name: string): string | undefined {
    return element.xml.attributes.find((each) => each.name === name)?.value;
  }

  attributeOrigin(element: SchemaElement, name: string): Origin {
    const found = element.xml.attributes.find((each) => each.name === name);
    const { start, end } = found?.valueSpan ?? element.origin;
    return { file: this.name, start, end };
  }

  /** The value of an attribute that has to be there; empty, and reported, when it is not. */
  required(element: SchemaElement, name: string): string {
    const value = this.attribute(element, name)?.trim();
    if (value === undefined)
      this.report(element, l10n.t('<{0}> needs the attribute {1}.', element.xml.name, name));
    return value ?? '';
  }

  /** A required attribute that names a definition or a type. */
  requiredName(element: SchemaElement, name: string): string {
    const value = this.required(element, name);
    if (this.attribute(element, name) !== undefined)
      this.checkName(value, this.attributeOrigin(element, name));
    return value;
  }

  checkName(name: string, at: Origin): void {
    if (!isNcName(name)) this.report(at, l10n.t("'{0}' is not a name.", name));
  }

  /** The file that the `href` of this element leads to. */
  href(element: SchemaElement): string {
    const href = this.required(element, 'href');
    if (href.includes('#'))
      this.report(
        this.attributeOrigin(element, 'href'),
        l10n.t('A schema is referred to as a whole: remove #.'),
      );
    return resolvePath(element.scope.base, withoutFragment(href));
  }
}
