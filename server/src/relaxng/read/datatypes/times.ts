import { withoutEndZeros } from './numbers.ts';
import type { ValueSpace } from './valueSpace.ts';

const day = 86_400;
const hour = 3_600;

/** A point in time, or one that recurs. */
interface Moment {
  /** From 1970 on, in UTC when there is a zone. */
  readonly seconds: number;
  /** Digits of the fraction of a second, without trailing zeros. */
  readonly fraction: string;
  readonly hasZone: boolean;
}

const year = '(?<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))';
const month = '(?<month>0[1-9]|1[0-2])';
const dayOfMonth = '(?<day>0[1-9]|[12][0-9]|3[01])';
const clock =
  '(?:(?<hour>[01][0-9]|2[0-3]):(?<minute>[0-5][0-9]):(?<second>[0-5][0-9])(?:\\.(?<fraction>[0-9]+))?|(?<midnight>24:00:00(?:\\.0+)?))';
const zone = '(?<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?';

export const dateTime = moments(`${year}-${month}-${dayOfMonth}T${clock}`);
export const date = moments(`${year}-${month}-${dayOfMonth}`);
export const time = moments(clock);
export const gYearMonth = moments(`${year}-${month}`);
export const gYear = moments(year);
export const gMonthDay = moments(`--${month}-${dayOfMonth}`);
export const gDay = moments(`---${dayOfMonth}`);
export const gMonth = moments(`--${month}`);

function moments(form: string): ValueSpace<Moment> {
  const whole = new RegExp(`^${form}${zone}$`);
  return {
    whiteSpace: 'collapse',
    read: (text) => readMoment(whole.exec(text)?.groups),
    isSame: (a, b) => compareMoments(a, b) === 0,
    compare: compareMoments,
  };
}

function readMoment(parts: Partial<Record<string, string>> | undefined): Moment | undefined {
  if (parts === undefined || /^-?0+$/.test(parts.year ?? '')) return undefined;
  // 1972 has a 29th of February, which recurring dates may name.
  const inYear = Number(parts.year ?? 1972);
  const inMonth = Number(parts.month ?? 1);
  const onDay = Number(parts.day ?? 1);
  if (onDay > daysIn(inYear, inMonth)) return undefined;
  const clockSeconds = parts.midnight
    ? day
    : Number(parts.hour ?? 0) * hour + Number(parts.minute ?? 0) * 60 + Number(parts.second ?? 0);
  return {
    seconds: daysBefore(inYear, inMonth, onDay) * day + clockSeconds - zoneSeconds(parts.zone),
    fraction: withoutEndZeros(parts.fraction ?? ''),
    hasZone: parts.zone !== undefined,
  };
}

function zoneSeconds(written: string | undefined): number {
  if (written === undefined || written === 'Z') return 0;
  const [hours, minutes] = written.slice(1).split(':').map(Number);
  const size = (hours ?? 0) * hour + (minutes ?? 0) * 60;
  return written.startsWith('-') ? -size : size;
}

function daysIn(inYear: number, inMonth: number): number {
  if (inMonth === 2) return isLeap(inYear) ? 29 : 28;
  return [4, 6, 9, 11].includes(inMonth) ? 30 : 31;
}

function isLeap(inYear: number): boolean {
  return (inYear % 4 === 0 && inYear % 100 !== 0) || inYear % 400 === 0;
}

/** Days from 1970-01-01 on; years are counted from March on, so that a leap day ends one. */
function daysBefore(inYear: number, inMonth: number, onDay: number): number {
  const marchYear = inMonth > 2 ? inYear : inYear - 1;
  const marchMonth = (inMonth + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((marchMonth * 153 + 2) / 5) + onDay - 1 - 719_468;
}

/** A moment without zone may be up to 14 hours off (XML Schema part 2, 3.2.7.4). */
function compareMoments(a: Moment, b: Moment): number {
  const difference = a.seconds - b.seconds;
  if (a.hasZone !== b.hasZone) return Math.abs(difference) > 14 * hour ? difference : Number.NaN;
  if (difference !== 0) return difference;
  if (a.fraction === b.fraction) return 0;
  return a.fraction < b.fraction ? -1 : 1;
}

interface Duration {
  readonly months: number;
  readonly seconds: number;
}

const durationForm =
  /^(-?)P(?=.)(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?=.)(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?$/;

export const duration: ValueSpace<Duration> = {
  whiteSpace: 'collapse',
  read: (text) => {
    const match = durationForm.exec(text);
    if (match === null) return undefined;
    const sign = match[1] === '-' ? -1 : 1;
    const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
      .slice(2)
      .map((part) => Number(part ?? 0));
    return {
      months: sign * (years * 12 + months),
      seconds: sign * (days * day + hours * hour + minutes * 60 + seconds),
    };
  },
  isSame: (a, b) => a.months === b.months && a.seconds === b.seconds,
  compare: compareDurations,
};

/** The dates that show by how much months differ in length (XML Schema part 2, 3.2.6.2). */
const probes = [
  [1696, 9],
  [1697, 2],
  [1903, 3],
  [1903, 7],
] as const;

function compareDurations(a: Duration, b: Duration): number {
  const [first = Number.NaN, ...others] = probes.map(([inYear, inMonth]) =>
    Math.sign(secondsAfter(a, inYear, inMonth) - secondsAfter(b, inYear, inMonth)),
  );
  return others.every((each) => each === first) ? first : Number.NaN;
}

function secondsAfter({ months, seconds }: Duration, inYear: number, inMonth: number): number {
  const month0 = inMonth - 1 + months;
  const years = Math.floor(month0 / 12);
  return daysBefore(inYear + years, month0 - years * 12 + 1, 1) * day + seconds;
}
