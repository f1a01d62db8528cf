export { Automaton } from './automaton/automaton.ts';
export type {
  Blocker,
  ExpectedValue,
  SchemaName,
  SchemaProblem,
  SchemaProblemKind,
} from './explain/problems.ts';
export type { SchemaError } from './grammar.ts';
export { isValid, validate } from './validate.ts';
