import * as l10n from '@vscode/l10n';
import type { ValueContext } from '../../grammar.ts';
import { type CompileExpression, ExpressionMistake } from '../regex/index.ts';
import type { Param } from '../syntax.ts';
import { type ValueSpace, withWhiteSpace } from './valueSpace.ts';

/** Whether a value, read from this text, meets a facet. */
export type Facet<V> = (value: V, text: string) => boolean;

/** What is wrong with a parameter; `offset` says where in its value, undefined when the whole is meant. */
export interface FacetMistake {
  readonly message: string;
  readonly offset?: number;
}

type MakeFacet = <V>(
  space: ValueSpace<V>,
  param: Param,
  compile: CompileExpression,
) => Facet<V> | FacetMistake;

const noContext: ValueContext = { resolvePrefix: () => undefined };

const makers = new Map<string, MakeFacet>(
  Object.entries<MakeFacet>({
    pattern: (_, { value }, compile) => {
      try {
        const matches = compile(value);
        return (_value, text) => matches(text);
      } catch (mistake) {
        if (!(mistake instanceof ExpressionMistake)) throw mistake;
        return { message: mistake.message, offset: mistake.offset };
      }
    },
    length: sized((length, given) => length === given),
    minLength: sized((length, given) => length >= given),
    maxLength: sized((length, given) => length <= given),
    minInclusive: bounded((order) => order >= 0),
    minExclusive: bounded((order) => order > 0),
    maxInclusive: bounded((order) => order <= 0),
    maxExclusive: bounded((order) => order < 0),
    totalDigits: counted(({ total }, given) => total <= given, 1),
    fractionDigits: counted(({ fraction }, given) => fraction <= given, 0),
  }),
);

/** The facet a parameter asks for, or what is wrong with it. */
export function makeFacet<V>(
  space: ValueSpace<V>,
  param: Param,
  type: string,
  compile: CompileExpression,
): Facet<V> | FacetMistake {
  const make = makers.get(param.name);
  if (make === undefined)
    return { message: l10n.t('There is no parameter {0} of datatypes in RELAX NG.', param.name) };
  const facet = make(space, param, compile);
  return facet === notApplicable
    ? { message: l10n.t('The parameter {0} does not go with the type {1}.', param.name, type) }
    : facet;
}

const notApplicable: FacetMistake = { message: '' };

function notANumber({ name, value }: Param): FacetMistake {
  return { message: l10n.t("The value of {0} must be a whole number, not '{1}'.", name, value) };
}

function wholeNumber({ value }: Param): number | undefined {
  return /^\s*\+?[0-9]+\s*$/.test(value) ? Number(value) : undefined;
}

function sized(isMet: (length: number, given: number) => boolean): MakeFacet {
  return (space, param) => {
    const { length } = space;
    if (length === undefined) return notApplicable;
    const given = wholeNumber(param);
    return given === undefined ? notANumber(param) : (value) => isMet(length(value), given);
  };
}

function bounded(isMet: (order: number) => boolean): MakeFacet {
  return (space, { value: written }) => {
    const { compare } = space;
    if (compare === undefined) return notApplicable;
    const bound = space.read(withWhiteSpace(written, space.whiteSpace), noContext);
    if (bound === undefined)
      return { message: l10n.t("The bound '{0}' is not a value of the type it is for.", written) };
    return (value) => isMet(compare(value, bound));
  };
}

function counted(
  isMet: (digits: { total: number; fraction: number }, given: number) => boolean,
  least: number,
): MakeFacet {
  return (space, param) => {
    const { digits } = space;
    if (digits === undefined) return notApplicable;
    const given = wholeNumber(param);
    if (given === undefined || given < least) return notANumber(param);
    return (value) => isMet(digits(value), given);
  };
}
