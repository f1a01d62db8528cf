import { isDestination } from './ssh.ts';
import type { TargetAddress } from './target.ts';

export const guestVias = ['auto', 'agent', 'ssh'] as const;

/** How to get into the guests of a host. */
export interface GuestAccess {
  /** `auto`: by its agent, or by ssh where that does not answer. */
  readonly via: (typeof guestVias)[number];
  /** Who ssh logs in as; undefined for whoever the ssh configuration says. */
  readonly user: string | undefined;
  /**
   * What ssh connects to, `{name}` standing for the domain's name, such as `{name}.lab.example`. Undefined: the address
   * libvirt knows.
   */
  readonly address: string | undefined;
  /** Whether ssh goes straight to the guest, not through its host. */
  readonly direct: boolean;
}

/** A libvirt to go to, as a setting or the ssh configuration names it. */
export interface HostEntry {
  readonly name: string;
  /** What ssh connects to; undefined for this machine. */
  readonly ssh: string | undefined;
  readonly uri: string;
  readonly guest: GuestAccess;
}

export const systemUri = 'qemu:///system';
export const defaultGuestAccess: GuestAccess = {
  via: 'auto',
  user: undefined,
  address: undefined,
  direct: false,
};

/** What the setting `virtqueue.hosts` holds. It is typed by hand: what cannot be a host is left out. */
export function readHostEntries(setting: unknown): HostEntry[] {
  return (Array.isArray(setting) ? setting : []).flatMap((entry: unknown) => {
    const { name, ssh, uri = systemUri, guest } = fields(entry);
    if (typeof name !== 'string' || name === '' || typeof uri !== 'string') return [];
    if (ssh !== undefined && !(typeof ssh === 'string' && isDestination(ssh))) return [];
    return [{ name, ssh, uri, guest: readGuestAccess(guest) }];
  });
}

/** Two entries of the same key are the same libvirt. */
export function keyOf({ ssh, uri }: TargetAddress): string {
  return `${ssh ?? ''} ${uri}`;
}

function readGuestAccess(setting: unknown): GuestAccess {
  const { via, user, address, direct } = fields(setting);
  return {
    via: via === 'agent' || via === 'ssh' ? via : 'auto',
    user: typeof user === 'string' && isUser(user) ? user : undefined,
    address: typeof address === 'string' && address !== '' ? address : undefined,
    direct: direct === true,
  };
}

export function isUser(text: string): boolean {
  return /^[\w.-]+$/.test(text) && !text.startsWith('-');
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
