import type { ValueContext } from '../../grammar.ts';
import { isNcName, nameRest, nameStart } from '../names.ts';
import { type ValueSpace, type WhiteSpace, words } from './valueSpace.ts';

/** Texts that stand for themselves; `form` says which there are. */
export function text(whiteSpace: WhiteSpace, form?: RegExp): ValueSpace<string> {
  return {
    whiteSpace,
    read: (value) => (form === undefined || form.test(value) ? value : undefined),
    isSame: (a, b) => a === b,
    length: lengthInCharacters,
  };
}

const surrogate = /[\uD800-\uDBFF]/;

function lengthInCharacters(value: string): number {
  return surrogate.test(value) ? [...value].length : value.length;
}

export const name = text('collapse', new RegExp(`^[:${nameStart}][:${nameRest}]*$`, 'u'));
export const ncName: ValueSpace<string> = {
  ...text('collapse'),
  read: (value) => (isNcName(value) ? value : undefined),
};
export const nmToken = text('collapse', new RegExp(`^[:${nameRest}]+$`, 'u'));
export const language = text('collapse', /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/);

/** One or more values with white space between. */
export function listOf(item: ValueSpace<string>): ValueSpace<readonly string[]> {
  return {
    whiteSpace: 'collapse',
    read: (value, context) => {
      const items = words(value);
      const isAllowed = items.length > 0 && items.every((each) => item.read(each, context) !== undefined);
      return isAllowed ? items : undefined;
    },
    isSame: (a, b) => a.length === b.length && a.every((each, index) => each === b[index]),
    length: (items) => items.length,
  };
}

export const boolean: ValueSpace<boolean> = {
  whiteSpace: 'collapse',
  read: (value) =>
    value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : undefined,
  isSame: (a, b) => a === b,
};

/** What is escaped in a URI may stand as it is here (XML Schema part 2, 3.2.17). */
const uriReference = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[^:/?#]*(?![^/?#]))[^#]*(?:#[^#]*)?$/;
const brokenEscape = /%(?![0-9a-fA-F]{2})/;
const brokenAddress = /^[^/?#]*\/\/\[(?![0-9a-fA-F:.]+\])/;

export const anyUri: ValueSpace<string> = {
  ...text('collapse'),
  read: (value) =>
    uriReference.test(value) && !brokenEscape.test(value) && !brokenAddress.test(value) ? value : undefined,
};

export const hexBinary: ValueSpace<string> = {
  ...text('collapse'),
  read: (value) => (/^(?:[0-9a-fA-F]{2})*$/.test(value) ? value.toUpperCase() : undefined),
  length: (digits) => digits.length / 2,
};

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

export const base64Binary: ValueSpace<string> = {
  ...text('collapse'),
  read: (value) => {
    const digits = value.replaceAll(' ', '');
    return base64.test(digits) ? digits : undefined;
  },
  length: (digits) => (digits.replaceAll('=', '').length * 3) >> 2,
};

interface QualifiedName {
  readonly namespace: string;
  readonly local: string;
}

/** Names with a prefix whose namespace is known at their place. */
export const qName: ValueSpace<QualifiedName> = {
  whiteSpace: 'collapse',
  read: (value, context: ValueContext) => {
    const [local = '', prefix = '', ...others] = value.split(':').reverse();
    const isForm = others.length === 0 && isNcName(local) && (!value.includes(':') || isNcName(prefix));
    const namespace = isForm ? context.resolvePrefix(prefix) : undefined;
    return namespace === undefined ? undefined : { namespace, local };
  },
  isSame: (a, b) => a.namespace === b.namespace && a.local === b.local,
};
