import { attribute, childrenNamed, firstChild, textContent } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import type { Domain } from './domain.ts';
import { numberIn, readUnsigned } from './numbers.ts';

/** The I/O threads of a domain (virDomainDefParseIOThreads of libvirt 9.0.0). */
export interface IoThreads {
  /** The `id` of every `<iothread>` in `<iothreadids>`. */
  readonly declared: readonly XmlAttribute[];
  /** Those declared and, up to the number in `<iothreads>`, the lowest free ones from 1 on. */
  readonly ids: ReadonlySet<number>;
}

export function readIoThreads({ element }: Domain): IoThreads {
  const list = firstChild(element, 'iothreadids');
  const declared = (list === undefined ? [] : childrenNamed(list, 'iothread')).flatMap(
    (thread) => attribute(thread, 'id') ?? [],
  );
  const ids = new Set(declared.flatMap((id) => numberIn(id) ?? []));
  const count = firstChild(element, 'iothreads');
  const reading = count && readUnsigned(textContent(count));
  const wanted = reading === undefined || reading.kind === 'refused' ? 0 : Math.min(reading.value, most);
  for (let id = 1; ids.size < wanted; id++) ids.add(id);
  return { declared, ids };
}

/** More than any host runs; a mistyped number shall not make a list of millions. */
const most = 10_000;
