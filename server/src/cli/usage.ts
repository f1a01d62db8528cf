import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Wrong usage; its message is for the person who typed. */
export class UsageError extends Error {}

/** `parseArgs` of node:util, whose refusals become a `UsageError`. */
export function parse<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @returns the number, Infinity when the option was not given */
export function numberOf(option: string, value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(value)) throw new UsageError(`--${option} takes a number: not '${value}'`);
  return Number(value);
}

/** @returns the value if it is one of the choices. */
export function oneOf<const T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new UsageError(`--${option} takes ${choices.join(', ')}: not '${value}'`);
  return found;
}
