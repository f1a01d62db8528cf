import type { Datatype } from '../../grammar.ts';
import type { CompileExpression } from '../regex/index.ts';
import type { Param } from '../syntax.ts';
import { type Facet, type FacetMistake, makeFacet } from './facets.ts';
import { type ValueSpace, withWhiteSpace } from './valueSpace.ts';

/** Makes a datatype of its parameters, telling `report` of those that are wrong. */
export type TypeMaker = (
  library: string,
  name: string,
  params: readonly Param[],
  report: (param: Param, mistake: FacetMistake) => void,
  compile: CompileExpression,
) => Datatype;

/** The datatype that has the values of `space`, restricted by facets. */
export function typeOf<V>(space: ValueSpace<V>): TypeMaker {
  const { whiteSpace } = space;
  return (library, name, params, report, compile) => {
    const facets: Facet<V>[] = [];
    for (const param of params) {
      const facet = makeFacet(space, param, name, compile);
      if (typeof facet === 'function') facets.push(facet);
      else report(param, facet);
    }
    return {
      name,
      library,
      params: params.map((param) => ({ name: param.name, value: param.value })),
      allows: (given, context) => {
        const text = withWhiteSpace(given, whiteSpace);
        const value = space.read(text, context);
        return value !== undefined && facets.every((isMet) => isMet(value, text));
      },
      equals: (a, contextOfA, b, contextOfB) => {
        if (a === b && contextOfA === contextOfB) return true;
        const valueA = space.read(withWhiteSpace(a, whiteSpace), contextOfA);
        const valueB = space.read(withWhiteSpace(b, whiteSpace), contextOfB);
        return valueA !== undefined && valueB !== undefined && space.isSame(valueA, valueB);
      },
    };
  };
}
