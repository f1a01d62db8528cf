import * as l10n from '@vscode/l10n';
import type { ElementPattern, Origin, Pattern } from '../grammar.ts';
import { Datatypes } from './datatypes/index.ts';
import type { SchemaErrors } from './errors.ts';
import type { SchemaFiles } from './files.ts';
import { type Define, type GrammarScope, grammarScope, loopMessage, noGrammar } from './grammarScope.ts';
import { nameClassMistake } from './names.ts';
import { PatternBuilder } from './patternBuilder.ts';
import type { Definition, WrittenPattern } from './syntax.ts';

/** How deep patterns may nest, references followed; elements start anew. */
const DEPTH_LIMIT = 500;

/** What surrounds a pattern. */
interface Place {
  readonly scope: GrammarScope;
  /** The files that refer to each other up to here, outermost first. */
  readonly files: readonly string[];
  /** Said by the definition around it; for elements and attributes that say nothing themselves. */
  readonly documentation?: string | undefined;
}

type Written<Kind extends WrittenPattern['kind']> = Extract<WrittenPattern, { kind: Kind }>;

/** Turns a written pattern into the simple form (specification, 4.5 to 4.22). Each definition is built once. */
export class Simplifier {
  readonly #files: SchemaFiles;
  readonly #errors: SchemaErrors;
  readonly #datatypes: Datatypes;
  readonly #build: PatternBuilder;
  /** Elements whose content is still to be built. */
  readonly #waiting: {
    readonly element: ElementPattern;
    readonly of: WrittenPattern;
    readonly place: Place;
  }[] = [];
  readonly #externals = new Map<GrammarScope, Map<string, Pattern>>();
  readonly #scopes = new Set<GrammarScope>();
  #depth = 0;
  /** False while definitions that nothing uses are looked through: those may refer to themselves (4.19). */
  #isReachable = true;

  constructor(files: SchemaFiles, errors: SchemaErrors) {
    this.#files = files;
    this.#errors = errors;
    this.#datatypes = new Datatypes(errors);
    this.#build = new PatternBuilder(errors);
  }

  /** Where each pattern was written. */
  get origins(): ReadonlyMap<Pattern, Origin> {
    return this.#build.origins;
  }

  simplify(written: WrittenPattern): Pattern {
    const pattern = this.#pattern(written, { scope: noGrammar, files: [written.origin.file] });
    this.#buildContents();
    this.#isReachable = false;
    for (const scope of this.#scopes) {
      for (const define of scope.defines.values()) this.#define(define, scope, written.origin);
      this.#buildContents();
    }
    return pattern;
  }

  #buildContents(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
      next.element.content = this.#pattern(next.of, next.place);
  }

  #pattern(written: WrittenPattern, place: Place): Pattern {
    const { origin } = written;
    if (this.#depth >= DEPTH_LIMIT) {
      this.#errors.reportOnce(origin, l10n.t('The schema nests too deep: the limit is {0}.', DEPTH_LIMIT));
      return this.#build.notAllowed(origin);
    }
    this.#depth++;
    const pattern = this.#simple(written, place);
    this.#depth--;
    return pattern;
  }

  #simple(written: WrittenPattern, place: Place): Pattern {
    const build = this.#build;
    const { origin } = written;
    switch (written.kind) {
      case 'empty':
      case 'notAllowed':
      case 'text':
        return build.placed({ kind: written.kind }, origin);
      case 'group':
      case 'interleave':
      case 'choice': {
        const inside = written.kind === 'choice' ? place : undocumented(place);
        const members = written.members.map((member) => this.#pattern(member, inside));
        return build.several(written.kind, members, origin);
      }
      case 'oneOrMore':
        return build.oneOrMore(this.#pattern(written.of, place), origin);
      case 'zeroOrMore':
        return this.#optional(build.oneOrMore(this.#pattern(written.of, place), origin), origin);
      case 'optional':
        return this.#optional(this.#pattern(written.of, place), origin);
      case 'mixed': {
        const text = build.placed({ kind: 'text' }, origin);
        return build.several('interleave', [text, this.#pattern(written.of, undocumented(place))], origin);
      }
      case 'list':
        return build.list(this.#pattern(written.of, undocumented(place)), origin);
      case 'element':
        return this.#element(written, place);
      case 'attribute':
        return this.#attribute(written, place);
      case 'value':
        return this.#value(written);
      case 'data':
        return this.#data(written, place);
      case 'ref':
        return this.#reference(written, place.scope);
      case 'parentRef':
        return this.#reference(written, place.scope.parent);
      case 'grammar':
        return this.#grammar(written, place);
      case 'externalRef':
        return this.#external(written, place);
    }
  }

  #refuse(origin: Origin, message: string): Pattern {
    this.#errors.report(origin, message);
    return this.#build.notAllowed(origin);
  }

  #optional(pattern: Pattern, origin: Origin): Pattern {
    return this.#build.several('choice', [pattern, this.#build.placed({ kind: 'empty' }, origin)], origin);
  }

  #element({ name, of, documentation, origin }: Written<'element'>, place: Place): Pattern {
    this.#checkName({ name, kind: 'element', origin });
    const element = this.#build.placed<ElementPattern>(
      {
        kind: 'element',
        name,
        content: { kind: 'notAllowed' },
        documentation: documentation ?? place.documentation,
        origin,
      },
      origin,
    );
    this.#waiting.push({ element, of, place: undocumented(place) });
    return element;
  }

  #attribute(written: Written<'attribute'>, place: Place): Pattern {
    this.#checkName(written);
    const { name, origin } = written;
    return this.#build.attribute({
      kind: 'attribute',
      name,
      of: this.#pattern(written.of, undocumented(place)),
      documentation: written.documentation ?? place.documentation,
      origin,
    });
  }

  #checkName({
    name,
    kind,
    origin,
  }: Pick<Written<'element' | 'attribute'>, 'name' | 'kind' | 'origin'>): void {
    const mistake = nameClassMistake(name, kind);
    if (mistake !== undefined) this.#errors.report(origin, mistake);
  }

  #value({ library, type: name, value, context, origin }: Written<'value'>): Pattern {
    const type = this.#datatypes.find(library, name, [], origin);
    if (type === undefined) return this.#build.notAllowed(origin);
    if (!type.allows(value, context))
      return this.#refuse(origin, l10n.t("'{0}' is not a value of the type {1}.", value, name));
    return this.#build.placed({ kind: 'value', type, value, context }, origin);
  }

  #data({ library, type: name, params, except, origin }: Written<'data'>, place: Place): Pattern {
    const type = this.#datatypes.find(library, name, params, origin);
    if (type === undefined) return this.#build.notAllowed(origin);
    const excepted = except && this.#pattern(except, undocumented(place));
    const isExcepting = excepted !== undefined && excepted.kind !== 'notAllowed';
    return this.#build.placed({ kind: 'data', type, except: isExcepting ? excepted : undefined }, origin);
  }

  #reference({ kind, name, origin }: Written<'ref' | 'parentRef'>, scope: GrammarScope | undefined): Pattern {
    const define = scope?.defines.get(name);
    if (scope !== undefined && define !== undefined) return this.#define(define, scope, origin);
    if (scope?.isIncomplete) return this.#build.notAllowed(origin);
    return this.#refuse(
      origin,
      kind === 'ref'
        ? l10n.t('{0} is not defined.', name)
        : l10n.t('{0} is not defined in the grammar around this one.', name),
    );
  }

  #define(define: Define, scope: GrammarScope, from: Origin): Pattern {
    if (define.pattern === 'open') {
      const name = define.name ?? 'start';
      if (!this.#isReachable) return this.#build.notAllowed(from);
      return this.#refuse(from, l10n.t('{0} refers to itself with no element in between.', name));
    }
    if (define.pattern !== undefined) return define.pattern;
    define.pattern = 'open';
    const build = ({ of, documentation }: Definition) =>
      this.#pattern(of, { scope, files: scope.files, documentation });
    const [first, ...others] = define.definitions.map(build);
    const origin = define.definitions[0]?.origin ?? from;
    const pattern =
      first !== undefined && others.length === 0
        ? first
        : this.#build.several(define.combine, first ? [first, ...others] : [], origin);
    define.pattern = pattern;
    return pattern;
  }

  #grammar({ components, origin }: Written<'grammar'>, { scope: parent, files }: Place): Pattern {
    const scope = grammarScope(components, parent, files, this.#files, this.#errors);
    const start = scope.defines.get(undefined);
    if (start === undefined && !scope.isIncomplete)
      return this.#refuse(origin, l10n.t('The grammar has no start.'));
    this.#scopes.add(scope);
    return start ? this.#define(start, scope, origin) : this.#build.notAllowed(origin);
  }

  #external({ file, namespace, origin }: Written<'externalRef'>, { scope, files }: Place): Pattern {
    const loop = loopMessage(files, file);
    if (loop !== undefined) return this.#refuse(origin, loop);
    const known = this.#externals.get(scope) ?? new Map<string, Pattern>();
    this.#externals.set(scope, known);
    const key = `${namespace} ${file}`;
    const built = known.get(key);
    if (built !== undefined) return built;
    const written = this.#files.read(file, namespace, origin);
    const pattern = written
      ? this.#pattern(written, { scope, files: [...files, file] })
      : this.#build.notAllowed(origin);
    known.set(key, pattern);
    return pattern;
  }
}

function undocumented({ scope, files }: Place): Place {
  return { scope, files };
}
