export { Automaton } from './automaton.ts';
export { isValid } from './isValid.ts';
