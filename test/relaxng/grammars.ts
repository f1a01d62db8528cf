import type {
  Datatype,
  ElementPattern,
  Grammar,
  NameClass,
  Origin,
  Pattern,
} from '../../server/src/relaxng/grammar.ts';

const origin: Origin = { file: 'hand-made', start: 0, end: 0 };

const token: Datatype = {
  name: 'token',
  library: '',
  params: [],
  allows: () => true,
  equals: (a, _, b) => a.trim() === b.trim(),
};

const number: Datatype = {
  name: 'unsignedInt',
  library: 'http://www.w3.org/2001/XMLSchema-datatypes',
  params: [],
  allows: (text) => /^\s*[0-9]+\s*$/.test(text),
  equals: (a, _, b) => Number(a) === Number(b),
};

/** Patterns written short, for grammars of a few lines. */
export const empty: Pattern = { kind: 'empty' };
export const text: Pattern = { kind: 'text' };
export const numeric: Pattern = { kind: 'data', type: number, except: undefined };
export const name = (local: string, namespace = ''): NameClass => ({ kind: 'name', namespace, local });
export const anyName: NameClass = { kind: 'anyName', except: undefined };
export const group = (...members: Pattern[]): Pattern => ({ kind: 'group', members });
export const choice = (...members: Pattern[]): Pattern => ({ kind: 'choice', members });
export const interleave = (...members: Pattern[]): Pattern => ({ kind: 'interleave', members });
export const oneOrMore = (of: Pattern): Pattern => ({ kind: 'oneOrMore', of });
export const optional = (of: Pattern): Pattern => choice(of, empty);
export const zeroOrMore = (of: Pattern): Pattern => optional(oneOrMore(of));
export const list = (of: Pattern): Pattern => ({ kind: 'list', of });
export const value = (given: string): Pattern => ({
  kind: 'value',
  type: token,
  value: given,
  context: { resolvePrefix: () => undefined },
});

export function attribute(of: string | NameClass, content: Pattern = text): Pattern {
  const nameClass = typeof of === 'string' ? name(of) : of;
  return { kind: 'attribute', name: nameClass, of: content, documentation: undefined, origin };
}

export function element(of: string | NameClass, ...content: Pattern[]): ElementPattern {
  const nameClass = typeof of === 'string' ? name(of) : of;
  const [only = empty] = content;
  return {
    kind: 'element',
    name: nameClass,
    content: content.length > 1 ? group(...content) : only,
    documentation: undefined,
    origin,
  };
}

export function grammar(start: Pattern): Grammar {
  const elements = new Set<ElementPattern>();
  const seen = new Set<Pattern>([start]);
  for (const pattern of seen) {
    if (pattern.kind === 'element') {
      elements.add(pattern);
      seen.add(pattern.content);
    } else if (pattern.kind === 'oneOrMore') seen.add(pattern.of);
    else if ('members' in pattern) for (const member of pattern.members) seen.add(member);
  }
  return { start, elements: [...elements] };
}
