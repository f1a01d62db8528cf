export { Automaton } from './automaton/automaton.ts';
export { TooComplex } from './automaton/nodes.ts';
export {
  attributeDefinitions,
  type Expected,
  type ExpectedAttribute,
  type ExpectedContent,
  type ExpectedElement,
  elementDefinitions,
  expectedAttributes,
  expectedContent,
  expectedValues,
} from './expect/expectations.ts';
export type { Filling, Outline } from './expect/outline.ts';
export type { PossibleValue } from './expect/possibleValue.ts';
export { type RecognisedValue, recognisedValues } from './expect/recognised.ts';
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
export { KnownDocuments } from './known/documents.ts';
export { type KnownState, knownState, learn } from './known/known.ts';
export { isKnownToBeValid } from './known/scan.ts';
export { restoreKnown, storeKnown } from './known/stored.ts';
export { restoreGrammar, storeGrammar } from './stored.ts';
export { isValid, validate } from './validate.ts';
