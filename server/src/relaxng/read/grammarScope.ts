import * as l10n from '@vscode/l10n';
import type { Pattern } from '../grammar.ts';
import type { SchemaErrors } from './errors.ts';
import type { SchemaFiles } from './files.ts';
import type { Combine, Component, Definition, Include } from './syntax.ts';

/** All definitions of one name in a grammar. */
export interface Define {
  readonly name: string | undefined;
  readonly combine: Combine;
  readonly definitions: readonly Definition[];
  /** `open` while it is being built: a reference to it from there is recursion. */
  pattern: Pattern | 'open' | undefined;
}

/** A grammar, as `ref` and `parentRef` see it. */
export interface GrammarScope {
  readonly parent: GrammarScope | undefined;
  /** By name; `start` has the name undefined. */
  readonly defines: ReadonlyMap<string | undefined, Define>;
  /** Whether a part could not be read, so that nothing can be said to be missing. */
  readonly isIncomplete: boolean;
  /** The files that refer to each other up to this grammar, outermost first. */
  readonly files: readonly string[];
}

export const noGrammar: GrammarScope = {
  parent: undefined,
  defines: new Map(),
  isIncomplete: false,
  files: [],
};

/** Makes a scope of what stands in a grammar, and in all it includes. */
export function grammarScope(
  components: readonly Component[],
  parent: GrammarScope,
  openFiles: readonly string[],
  files: SchemaFiles,
  errors: SchemaErrors,
): GrammarScope {
  const collector = new Collector(files, errors);
  const definitions = collector.definitions(components, openFiles);
  const { isIncomplete } = collector;
  return { parent, defines: combined(definitions, errors), isIncomplete, files: openFiles };
}

class Collector {
  isIncomplete = false;
  readonly #files: SchemaFiles;
  readonly #errors: SchemaErrors;
  /** Includes that multiply are cut off when this many definitions have come together. */
  #left = 200_000;

  constructor(files: SchemaFiles, errors: SchemaErrors) {
    this.#files = files;
    this.#errors = errors;
  }

  definitions(components: readonly Component[], openFiles: readonly string[]): Definition[] {
    const found: Definition[] = [];
    for (const component of components) {
      if (--this.#left < 0) {
        this.isIncomplete = true;
        this.#errors.reportOnce(component.origin, l10n.t('The schema is too large: its files go on and on.'));
        break;
      }
      if (component.kind === 'define') found.push(component);
      else for (const each of this.#included(component, openFiles)) found.push(each);
    }
    return found;
  }

  #included(include: Include, openFiles: readonly string[]): Definition[] {
    const { file, namespace, origin, overrides } = include;
    const failure = (message?: string) => {
      if (message !== undefined) this.#errors.report(origin, message);
      this.isIncomplete = true;
      return [...overrides];
    };
    const loop = loopMessage(openFiles, file);
    if (loop !== undefined) return failure(loop);
    const grammar = this.#files.read(file, namespace, origin);
    if (grammar === undefined) return failure();
    if (grammar.kind !== 'grammar')
      return failure(l10n.t('{0} is no grammar: only grammars are included, patterns are external.', file));

    const definitions = this.definitions(grammar.components, [...openFiles, file]);
    return [...this.#withoutOverridden(definitions, include), ...overrides];
  }

  #withoutOverridden(definitions: readonly Definition[], { file, overrides }: Include): Definition[] {
    if (overrides.length === 0) return [...definitions];
    const names = new Set(definitions.map(({ name }) => name));
    for (const { name, origin } of overrides) {
      if (names.has(name) || this.isIncomplete) continue;
      this.#errors.report(
        origin,
        l10n.t('{0} does not define {1}: there is nothing to override.', file, name ?? 'start'),
      );
    }
    const overridden = new Set(overrides.map(({ name }) => name));
    return definitions.filter(({ name }) => !overridden.has(name));
  }
}

/** What to say when a file refers to one of those that led to it. */
export function loopMessage(openFiles: readonly string[], file: string): string | undefined {
  const first = openFiles.indexOf(file);
  if (first === -1) return undefined;
  return l10n.t('This file takes in itself: {0}.', [...openFiles.slice(first), file].join(' → '));
}

function combined(definitions: readonly Definition[], errors: SchemaErrors): Map<string | undefined, Define> {
  const byName = new Map<string | undefined, Definition[]>();
  for (const definition of definitions) {
    const same = byName.get(definition.name);
    if (same === undefined) byName.set(definition.name, [definition]);
    else same.push(definition);
  }
  const defines = new Map<string | undefined, Define>();
  for (const [name, same] of byName) {
    defines.set(name, { name, combine: howCombined(same, errors), definitions: same, pattern: undefined });
  }
  return defines;
}

function howCombined(definitions: readonly Definition[], errors: SchemaErrors): Combine {
  let plain: Definition | undefined;
  let combine: Combine | undefined;
  for (const each of definitions) {
    const name = each.name ?? 'start';
    if (each.combine === undefined) {
      if (plain !== undefined)
        errors.report(
          each.origin,
          l10n.t('{0} is defined twice: say in one of the two how they combine, or remove one.', name),
        );
      plain = each;
    } else {
      if (combine !== undefined && combine !== each.combine)
        errors.report(
          each.origin,
          l10n.t('{0} is combined as {1} here and as {2} before: choose one.', name, each.combine, combine),
        );
      combine ??= each.combine;
    }
  }
  return combine ?? 'choice';
}
