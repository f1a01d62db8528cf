import type { ValueSpace } from './valueSpace.ts';

/** A decimal number of any size: its digits without leading and trailing zeros. */
interface Decimal {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const decimalForm = /^([+-]?)([0-9]*)(?:\.([0-9]*))?$/;
const hasDigit = /[0-9]/;

function readDecimal(text: string): Decimal | undefined {
  const [, sign, digits = '', decimals = ''] = decimalForm.exec(text) ?? [];
  if (sign === undefined || !hasDigit.test(text)) return undefined;
  const whole = digits.slice(/[^0]|$/.exec(digits)?.index);
  const fraction = withoutEndZeros(decimals);
  return { isNegative: sign === '-' && (whole !== '' || fraction !== ''), whole, fraction };
}

/** A regular expression for this would look at a run of zeros once for each of them. */
export function withoutEndZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.isNegative !== b.isNegative) return a.isNegative ? -1 : 1;
  const bySize =
    a.whole.length - b.whole.length || compareText(a.whole, b.whole) || compareText(a.fraction, b.fraction);
  return a.isNegative ? -bySize : bySize;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export const decimal: ValueSpace<Decimal> = {
  whiteSpace: 'collapse',
  read: readDecimal,
  isSame: (a, b) => compareDecimals(a, b) === 0,
  compare: compareDecimals,
  digits: ({ whole, fraction }) => ({ total: whole.length + fraction.length, fraction: fraction.length }),
};

const withSign = /^[+-]?[0-9]+$/;
const withoutSign = /^[0-9]+$/;

/** Whole numbers from `min` to `max`; the unsigned types allow no sign (XML Schema part 2, 3.3.21 to 3.3.24). */
export function integer(min?: string, max?: string, sign: 'sign' | 'no sign' = 'sign'): ValueSpace<Decimal> {
  const form = sign === 'sign' ? withSign : withoutSign;
  const least = min === undefined ? undefined : readDecimal(min);
  const most = max === undefined ? undefined : readDecimal(max);
  return {
    ...decimal,
    read: (text) => {
      const value = form.test(text) ? readDecimal(text) : undefined;
      if (value === undefined) return undefined;
      const isWithin =
        (least === undefined || compareDecimals(value, least) >= 0) &&
        (most === undefined || compareDecimals(value, most) <= 0);
      return isWithin ? value : undefined;
    },
  };
}

const floatForm = /^(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN)$/;

/** Binary floating point; `round` gives the nearest number that the type has. */
export function floating(round: (value: number) => number): ValueSpace<number> {
  return {
    whiteSpace: 'collapse',
    read: (text) => (floatForm.test(text) ? round(Number(text.replace('INF', 'Infinity'))) : undefined),
    isSame: isSameFloat,
    compare: (a, b) => (isSameFloat(a, b) ? 0 : a - b),
  };
}

/** Other than in arithmetic, NaN is NaN here (XML Schema part 2, 3.2.4). */
function isSameFloat(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
