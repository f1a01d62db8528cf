import { attribute, comparable, type Node } from './comparable.ts';
import { withoutFilledIn } from './filledIn.ts';

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
  const [old, young] = [keyed(from), keyed(to)];
  for (const key of new Set([...old.keys(), ...young.keys()])) {
    const [before, after] = [old.get(key), young.get(key)];
    if (before && after) yield* changes(before, after, join(path, key));
    else yield* change(join(path, key), before && openingTag(before), after && openingTag(after));
  }
}

function* change(path: string, from: string | undefined, to: string | undefined): Generator<Change> {
  if (from !== to) yield { path, from, to };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** The children by name and identity; equal ones numbered. */
function keyed({ children }: Node): Map<string, Node> {
  const all = new Map<string, Node>();
  for (const child of children) {
    const plain = keyOf(child);
    let key = plain;
    for (let count = 2; all.has(key); count += 1) key = `${plain}#${count}`;
    all.set(key, child);
  }
  return all;
}

/** A device by what stays the same when everything else about it changes. */
function keyOf(node: Node): string {
  const of = (name: string, key: string) => {
    const child = node.children.find((each) => each.name === name);
    return child && attribute(child, key);
  };
  const identity =
    node.name === 'controller'
      ? [attribute(node, 'type'), attribute(node, 'index')].filter(Boolean).join(' ')
      : (of('mac', 'address')?.toLowerCase() ??
        (node.name === 'disk' ? of('target', 'dev') : undefined) ??
        (node.name === 'channel' ? of('target', 'name') : undefined));
  return identity === undefined ? node.name : `${node.name}[${identity}]`;
}

function openingTag({ name, attributes, text, children }: Node): string {
  const tag = [name, ...attributes.map(([key, value]) => `${key}='${value}'`)].join(' ');
  return children.length === 0 && text !== '' ? `<${tag}>${text}</${name}>` : `<${tag}>`;
}
