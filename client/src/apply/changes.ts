import { attribute, comparable, type Node } from './comparable.ts';
import { withoutFilledIn } from './filledIn.ts';
import { counterparts, identityOf } from './pairing.ts';

/** One difference between two domain descriptions, passwords masked. */
export interface Change {
  /** Element names from below `<domain>`, told apart by what identifies them: `devices/interface[52:54:…]/driver`. */
  readonly path: string;
  /** What is there before: an attribute's value, a text, or an element's opening tag; undefined for nothing. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What the document changes about what the host has, less what libvirt filled in by itself. */
export function changesBetween(hostXml: string, documentXml: string): readonly Change[] {
  const [host, document] = [comparable(hostXml), comparable(documentXml)];
  if (!host || !document) return [];
  return [...changes(withoutFilledIn(host, document), document, '')];
}

function* changes(from: Node, to: Node, path: string): Generator<Change> {
  const names = new Set([...from.attributes, ...to.attributes].map(([name]) => name));
  for (const name of [...names].sort()) {
    yield* change(join(path, `@${name}`), attribute(from, name), attribute(to, name));
  }
  yield* change(path, from.text || undefined, to.text || undefined);
  const pairs = samePairs(from, to);
  const stay = new Set(pairs.values());
  const come = new Set(to.children.filter((child) => !stay.has(child)));
  for (const [child, key] of withKeys([...from.children, ...come])) {
    const counterpart = pairs.get(child);
    if (counterpart) yield* changes(child, counterpart, join(path, key));
    else if (come.has(child)) yield* change(join(path, key), undefined, openingTag(child));
    else yield* change(join(path, key), openingTag(child), undefined);
  }
}

/** A device that is another one by what identifies it has gone, and a new one has come. */
function samePairs(from: Node, to: Node): ReadonlyMap<Node, Node> {
  const isSame = ([one, other]: readonly [Node, Node]) => identityOf(one) === identityOf(other);
  return new Map([...counterparts(from, to)].filter(isSame));
}

function* change(path: string, from: string | undefined, to: string | undefined): Generator<Change> {
  if (from !== to) yield { path, from, to };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** Each by its name and what identifies it; equal ones numbered. */
function* withKeys(nodes: readonly Node[]): Generator<readonly [Node, string]> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const identity = identityOf(node);
    const key = identity === undefined ? node.name : `${node.name}[${identity}]`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    yield [node, count === 1 ? key : `${key}#${count}`];
  }
}

function openingTag({ name, attributes, text, children }: Node): string {
  const tag = [name, ...attributes.map(([key, value]) => `${key}='${value}'`)].join(' ');
  return children.length === 0 && text !== '' ? `<${tag}>${text}</${name}>` : `<${tag}>`;
}
