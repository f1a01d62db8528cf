/** One above the highest CPU or node that a list may name (VIR_DOMAIN_CPUMASK_LEN). */
const limit = 16384;

/**
 * A list of CPUs or nodes as libvirt reads it (virBitmapParse of libvirt 9.0.0): `0-3,8,^2`; white space around numbers
 * and a comma at the end are read, too. Undefined when libvirt refuses it: a range that runs backwards, a number above 16383, no
 * number at all.
 */
export function readBitmap(text: string): ReadonlySet<number> | undefined {
  const numbers = new Set<number>();
  const parts = text.replace(/\s*,\s*$/, '').split(',');
  for (const part of parts) {
    const match = /^\s*(?:\^(\d+)|(\d+)(?:\s*-\s*(\d+))?)\s*$/.exec(part);
    if (match === null) return undefined;
    const [, without, from, to = from] = match;
    if (without !== undefined) numbers.delete(Number(without));
    else if (Number(to) < Number(from) || Number(to) >= limit) return undefined;
    else for (let number = Number(from); number <= Number(to); number++) numbers.add(number);
  }
  return numbers;
}
