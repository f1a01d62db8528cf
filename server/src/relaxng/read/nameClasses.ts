import type { NameClass } from '../grammar.ts';

type Name = Extract<NameClass, { kind: 'name' }>;

/** Whether it has names without end, as those with `*` have. */
export function isInfinite(name: NameClass): boolean {
  return name.kind === 'choice' ? name.members.some(isInfinite) : name.kind !== 'name';
}

export function containsName(nameClass: NameClass, { namespace, local }: Omit<Name, 'kind'>): boolean {
  switch (nameClass.kind) {
    case 'name':
      return nameClass.namespace === namespace && nameClass.local === local;
    case 'choice':
      return nameClass.members.some((member) => containsName(member, { namespace, local }));
    case 'nsName':
      if (nameClass.namespace !== namespace) return false;
      break;
    case 'anyName':
  }
  return nameClass.except === undefined || !containsName(nameClass.except, { namespace, local });
}

/** A name that both have; undefined when they have none in common. */
export function commonName(a: NameClass, b: NameClass): Name | undefined {
  return [...telling(a), ...telling(b)].find((name) => containsName(a, name) && containsName(b, name));
}

/**
 * Names that tell all there is to know about overlaps: each that is written, and for each namespace, and for all
 * others, one that nobody wrote.
 */
function telling(name: NameClass): Name[] {
  switch (name.kind) {
    case 'name':
      return [name];
    case 'choice':
      return name.members.flatMap(telling);
    case 'nsName':
      return [unwritten(name.namespace), ...(name.except ? telling(name.except) : [])];
    case 'anyName':
      return [unwritten('*'), ...(name.except ? telling(name.except) : [])];
  }
}

function unwritten(namespace: string): Name {
  return { kind: 'name', namespace, local: '*' };
}
