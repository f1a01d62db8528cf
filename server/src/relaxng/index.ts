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
export type { Grammar, SchemaError } from './grammar.ts';
export { type Checked, check } from './incremental.ts';
export { restoreGrammar, storeGrammar } from './stored.ts';
export { isValid, validate } from './validate.ts';
