import * as l10n from '@vscode/l10n';
import type { Datatype, Origin } from '../../grammar.ts';
import type { SchemaErrors } from '../errors.ts';
import { compileLater, expressionCompiler } from '../regex/index.ts';
import type { Param } from '../syntax.ts';
import type { FacetMistake } from './facets.ts';
import { text } from './texts.ts';
import { type TypeMaker, typeOf } from './type.ts';
import { XSD, xsdTypes } from './xsd.ts';

/** The libraries by URI; the one without is RELAX NG's own. To add a datatype, give it a line in its library. */
const libraries: ReadonlyMap<string, ReadonlyMap<string, TypeMaker>> = new Map([
  [
    '',
    new Map([
      ['string', typeOf(text('preserve'))],
      ['token', typeOf(text('collapse'))],
    ]),
  ],
  [XSD, xsdTypes],
]);

/** The datatypes a schema uses; the same type with the same parameters is made once. */
export class Datatypes {
  readonly #errors: SchemaErrors;
  readonly #compile = expressionCompiler();
  readonly #made = new Map<string, Datatype>();

  constructor(errors: SchemaErrors) {
    this.#errors = errors;
  }

  /** Undefined, and reported, when there is no such type. */
  find(library: string, name: string, params: readonly Param[], origin: Origin): Datatype | undefined {
    const key = keyOf(library, name, params);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const make = libraries.get(library)?.get(name);
    if (make === undefined) {
      this.#errors.report(origin, unknownMessage(library, name));
      return undefined;
    }
    const [first] = params;
    if (library === '' && first !== undefined)
      this.#errors.report(
        first.origin,
        l10n.t('The built-in type {0} has no parameters; those of {1} have.', name, XSD),
      );
    const report = (param: Param, mistake: FacetMistake) => this.#reportParam(param, mistake);
    const type = make(library, name, params, report, this.#compile);
    this.#made.set(key, type);
    return type;
  }

  /** Where the value stands in the file as it is, its very character can be named. */
  #reportParam({ value, origin, valueOrigin }: Param, { message, offset }: FacetMistake): void {
    const isVerbatim = valueOrigin.end - valueOrigin.start === value.length;
    if (offset === undefined) this.#errors.report(value === '' ? origin : valueOrigin, message);
    else if (!isVerbatim) this.#errors.report(valueOrigin, message);
    else {
      const start = valueOrigin.start + Math.min(offset, value.length);
      this.#errors.report({ ...valueOrigin, start, end: Math.min(start + 1, valueOrigin.end) }, message);
    }
  }
}

/**
 * A datatype that a schema was found to use rightly before; its expressions are taken to be right.
 *
 * @throws RangeError when there is no such type, or another parameter is wrong after all
 */
export function makeDatatype(library: string, name: string, params: Datatype['params']): Datatype {
  const make = libraries.get(library)?.get(name);
  if (make === undefined) throw new RangeError(unknownMessage(library, name));
  const nowhere = { file: '', start: 0, end: 0 };
  const placed = params.map((param) => ({ ...param, origin: nowhere, valueOrigin: nowhere }));
  const refuse = (_: Param, { message }: FacetMistake) => {
    throw new RangeError(message);
  };
  return make(library, name, placed, refuse, compileLater);
}

function keyOf(library: string, name: string, params: readonly Param[]): string {
  if (params.length === 0) return `${library} ${name}`;
  return JSON.stringify([library, name, params.map((param) => [param.name, param.value])]);
}

function unknownMessage(library: string, name: string): string {
  if (library === '')
    return l10n.t('{0} is no built-in type: those are string and token. Name its datatype library.', name);
  if (libraries.has(library)) return l10n.t('The datatype library {0} has no type {1}.', library, name);
  return l10n.t('There is no datatype library {0} here, but {1}.', library, XSD);
}
