/**
 * How libvirt reads an unsigned attribute (virXMLPropUInt over strtoul, base 10; libvirt 9.0.0): leading white
 * space and a plus sign are skipped, anything after the digits or above UINT_MAX is refused. The schema is
 * stricter: digits only.
 */
export type NumberReading =
  | { readonly kind: 'exact'; readonly value: number }
  /** Plain `define` reads the value; the schema, and so `--validate`, refuses the spelling. */
  | { readonly kind: 'lenient'; readonly value: number }
  | { readonly kind: 'refused' };

const UINT_MAX = 4294967295;

export function readUnsigned(text: string): NumberReading {
  const match = /^([ \t\n\v\f\r]*\+?)(\d+)$/.exec(text);
  if (match === null) return { kind: 'refused' };
  const value = Number(match[2]);
  if (value > UINT_MAX) return { kind: 'refused' };
  return { kind: match[1] === '' ? 'exact' : 'lenient', value };
}

/** The number in an attribute; undefined when it is missing, or libvirt refuses it. */
export function numberIn(attribute: { readonly value: string } | undefined): number | undefined {
  if (attribute === undefined) return undefined;
  const reading = readUnsigned(attribute.value);
  return reading.kind === 'refused' ? undefined : reading.value;
}
