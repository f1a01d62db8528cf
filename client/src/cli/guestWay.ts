import { oneOf, UsageError } from '../../../server/src/cli/usage.ts';
import type { GuestWay } from '../apply/reachGuest.ts';
import { type GuestAccess, guestVias, isUser } from '../host/hostEntries.ts';
import { SshExec } from '../host/ssh.ts';
import type { TargetAddress } from '../host/target.ts';
import type { Execs } from './options.ts';

/** Options of every command that goes into guests: what `guest` is of an entry of the setting `virtqueue.hosts`. */
export const guestOptions = {
  'guest-via': { type: 'string', default: 'auto' },
  'guest-user': { type: 'string' },
  'guest-address': { type: 'string' },
  'guest-direct': { type: 'boolean', default: false },
} as const;

export interface GuestValues {
  readonly 'guest-via': string;
  readonly 'guest-user'?: string | undefined;
  readonly 'guest-address'?: string | undefined;
  readonly 'guest-direct': boolean;
}

/** @throws UsageError */
export function guestAccessOf(values: GuestValues): GuestAccess {
  const user = values['guest-user'];
  const address = values['guest-address'];
  if (user !== undefined && !isUser(user)) throw new UsageError(`--guest-user: '${user}' is no user's name`);
  if (address === '') throw new UsageError('--guest-address is empty');
  const via = oneOf('guest-via', values['guest-via'], guestVias);
  return { via, user, address, direct: values['guest-direct'] };
}

/** Into the guests of one host, over the connection to it that is there already unless they are reached directly. */
export function guestWayOn(target: TargetAddress, access: GuestAccess, execs: Execs): GuestWay {
  const connect = async (destination: string) => {
    const host = execs.to(target);
    return host instanceof SshExec && !access.direct
      ? host.beyond(destination)
      : execs.to({ ...target, ssh: destination });
  };
  return { access, connect };
}

/** The same options again, for a command that another program calls. */
export function guestArguments({ via, user, address, direct }: GuestAccess): string[] {
  return [
    ...(via === 'auto' ? [] : ['--guest-via', via]),
    ...(user === undefined ? [] : ['--guest-user', user]),
    ...(address === undefined ? [] : ['--guest-address', address]),
    ...(direct ? ['--guest-direct'] : []),
  ];
}
