import type { PossibleValue } from '../../relaxng/index.ts';

/** One for each kind of value in libvirt's schemas that is not a list. The first that a place takes is proposed there. */
const examples = [
  '1',
  '0',
  'name',
  '/path/to/file',
  '52:54:00:6d:71:01',
  '3e3fce45-4f53-4fa7-bb32-11f34168b82b',
  '3e3fce454f534fa7bb3211f34168b82b',
  '192.168.122.10',
  'fd00::10',
  '0x0001',
  '0x01',
  '0x1',
  '100',
  '0-3',
  '1024',
  '1048576',
  'vda',
  '50%',
  '0.5',
  '2026-01-31T12:00:00',
  '0x5000c50015ea71ac',
  '5000c50015ea71ac',
  'naa.5000c50015ea71ac',
  'iqn.2026-01.com.example:vm',
  'example.com',
  '03/31/2026',
  '4.0',
  '0000:00:02.0',
  '1-1',
  'c0,c1',
];

const units = ['KiB', 'MiB', 'GiB', 'TiB', 'bytes'];

/**
 * What a place takes whose values the schema does not list: those that its pattern lists, units, or one example. None
 * where anything may be written.
 */
export function examplesFor(value: PossibleValue): string[] {
  if (value.accepts('any text')) return value.accepts('') ? [] : ['name'];
  for (const known of [value.types.flatMap(({ params }) => params.flatMap(alternatives)), units]) {
    const taken = known.filter(value.accepts);
    if (taken.length > 1 && !value.accepts('name')) return taken;
  }
  const example = examples.find(value.accepts);
  return example === undefined ? [] : [example];
}

/** `(vepa|bridge|private)` is a list too. */
function alternatives({ name, value }: { readonly name: string; readonly value: string }): string[] {
  if (name !== 'pattern') return [];
  const parts = value.split('|').map((part) => part.replace(/^\(+|\)+$/g, ''));
  return parts.every((part) => /^[\w-]+$/.test(part)) ? parts : [];
}
