export { Automaton } from './automaton/automaton.ts';
export {
  attributeDefinitions,
  type Expected,
  type ExpectedContent,
  elementDefinitions,
  expectedAttributes,
  expectedContent,
  expectedValues,
} from './expect/expectations.ts';
export type {
  Blocker,
  ExpectedValue,
  Hindrance,
  SchemaName,
  SchemaProblem,
  SchemaProblemKind,
} from './explain/problems.ts';
export type { SchemaError } from './grammar.ts';
export { type Checked, check } from './incremental.ts';
export { isValid, validate } from './validate.ts';
