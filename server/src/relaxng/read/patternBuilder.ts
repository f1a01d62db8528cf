import * as l10n from '@vscode/l10n';
import type { Origin, Pattern } from '../grammar.ts';
import type { SchemaErrors } from './errors.ts';

/** How large the content of one element may be, counted in patterns; libvirt's largest has about 300. */
const SIZE_LIMIT = 100_000;

type Several = 'choice' | 'group' | 'interleave';

/** Builds patterns in which empty and notAllowed are absorbed (specification, 4.20 and 4.21) and nesting is flat. */
export class PatternBuilder {
  /** Where each pattern was written. */
  readonly origins = new Map<Pattern, Origin>();
  readonly #sizes = new Map<Pattern, number>();
  readonly #errors: SchemaErrors;

  constructor(errors: SchemaErrors) {
    this.#errors = errors;
  }

  /** A pattern without parts, or an element, which counts as one whatever its content. */
  placed<P extends Pattern>(pattern: P, origin: Origin): P {
    this.origins.set(pattern, origin);
    return pattern;
  }

  notAllowed(origin: Origin): Pattern {
    return this.placed({ kind: 'notAllowed' }, origin);
  }

  several(kind: Several, parts: readonly Pattern[], origin: Origin): Pattern {
    const size = parts.reduce((sum, part) => sum + this.#sizeOf(part), 0);
    if (size > SIZE_LIMIT) {
      this.#errors.reportOnce(origin, l10n.t('The schema is too large: its definitions multiply here.'));
      return this.notAllowed(origin);
    }
    return kind === 'choice' ? this.#choice(parts, origin) : this.#together(kind, parts, origin);
  }

  #choice(parts: readonly Pattern[], origin: Origin): Pattern {
    const members = new Set<Pattern>();
    let empty: Pattern | undefined;
    for (const part of flat('choice', parts)) {
      if (part.kind === 'empty') {
        empty ??= part;
        members.add(empty);
      } else if (part.kind !== 'notAllowed') members.add(part);
    }
    return this.#joined('choice', [...members], origin) ?? this.notAllowed(origin);
  }

  #together(kind: 'group' | 'interleave', parts: readonly Pattern[], origin: Origin): Pattern {
    const refusing = parts.find((part) => part.kind === 'notAllowed');
    if (refusing !== undefined) return refusing;
    const members = flat(kind, parts).filter((part) => part.kind !== 'empty');
    return this.#joined(kind, members, origin) ?? this.placed({ kind: 'empty' }, origin);
  }

  #joined(kind: Several, members: readonly Pattern[], origin: Origin): Pattern | undefined {
    if (members.length < 2) return members[0];
    const size = members.reduce((sum, member) => sum + this.#sizeOf(member), 1);
    return this.#sized({ kind, members }, size, origin);
  }

  oneOrMore(of: Pattern, origin: Origin): Pattern {
    const isOwnRepetition = of.kind === 'empty' || of.kind === 'notAllowed' || of.kind === 'oneOrMore';
    return isOwnRepetition ? of : this.#around({ kind: 'oneOrMore', of }, of, origin);
  }

  list(of: Pattern, origin: Origin): Pattern {
    return of.kind === 'notAllowed' ? of : this.#around({ kind: 'list', of }, of, origin);
  }

  /** An attribute, refused altogether when its value is. */
  attribute(pattern: Extract<Pattern, { kind: 'attribute' }>): Pattern {
    return pattern.of.kind === 'notAllowed' ? pattern.of : this.#around(pattern, pattern.of, pattern.origin);
  }

  #around(pattern: Pattern, of: Pattern, origin: Origin): Pattern {
    return this.#sized(pattern, this.#sizeOf(of) + 1, origin);
  }

  #sized(pattern: Pattern, size: number, origin: Origin): Pattern {
    this.#sizes.set(pattern, size);
    return this.placed(pattern, origin);
  }

  #sizeOf(pattern: Pattern): number {
    return this.#sizes.get(pattern) ?? 1;
  }
}

function flat(kind: Several, parts: readonly Pattern[]): readonly Pattern[] {
  if (!parts.some((part) => part.kind === kind)) return parts;
  return parts.flatMap((part) => (part.kind === kind ? part.members : [part]));
}
