import { homedir } from 'node:os';
import path from 'node:path';
import { UsageError } from '../../../server/src/cli/usage.ts';
import { defaultPatience, type Patience } from '../apply/clock.ts';
import { type Storage, storageIn } from '../apply/storage.ts';
import type { Exec } from '../host/exec.ts';
import { systemUri } from '../host/hostEntries.ts';
import { execFor, type TargetAddress } from '../host/target.ts';
import { guestOptions } from './guestWay.ts';

/** Options of every command that goes to hosts. */
export const hostOptions = {
  host: { type: 'string', multiple: true },
  uri: { type: 'string', default: systemUri },
  'ssh-config': { type: 'string' },
  storage: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Options of every command that may turn a VM off and starts it again. */
export const changeOptions = {
  ...guestOptions,
  yes: { type: 'boolean', short: 'y', default: false },
  'shutdown-timeout': { type: 'string' },
  'recovery-timeout': { type: 'string' },
  'force-off': { type: 'boolean', default: false },
} as const;

export interface HostValues {
  readonly host?: readonly string[] | undefined;
  readonly uri: string;
  readonly 'ssh-config'?: string | undefined;
}

/** The hosts that were named, this machine when none was. */
export function targetsOf(values: HostValues): TargetAddress[] {
  const config = values['ssh-config'];
  const sshConfigFile = config === undefined ? undefined : path.resolve(config);
  const hosts = values.host ?? [];
  if (hosts.length === 0) return [{ sshConfigFile, uri: values.uri }];
  return [...new Set(hosts)].map((ssh) => ({ ssh, sshConfigFile, uri: values.uri }));
}

/** One Exec for each host, so that all commands to it share one connection. */
export class Execs {
  readonly #known = new Map<string, Exec>();

  /** @throws UsageError for what ssh cannot be given */
  to(target: TargetAddress): Exec {
    const key = `${target.ssh ?? ''} ${target.sshConfigFile ?? ''}`;
    const known = this.#known.get(key);
    if (known) return known;
    try {
      const made = execFor(target);
      this.#known.set(key, made);
      return made;
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  }
}

/** Backups and journals: where the XDG specification puts what outlives a program. */
export function storageOf({ storage }: { readonly storage?: string | undefined }): Storage {
  const state = process.env.XDG_STATE_HOME || path.join(homedir(), '.local', 'state');
  return storageIn(path.resolve(storage ?? path.join(state, 'virtqueue')));
}

export interface PatienceValues {
  readonly 'shutdown-timeout'?: string | undefined;
  readonly 'recovery-timeout'?: string | undefined;
}

export function patienceOf(values: PatienceValues): Patience {
  const milliseconds = (option: keyof PatienceValues, byDefault: number) => {
    const seconds = values[option];
    if (seconds === undefined) return byDefault;
    if (!/^\d+$/.test(seconds)) throw new UsageError(`--${option} takes seconds: not '${seconds}'`);
    return Number(seconds) * 1000;
  };
  return {
    ...defaultPatience,
    shutdown: milliseconds('shutdown-timeout', defaultPatience.shutdown),
    recovery: milliseconds('recovery-timeout', defaultPatience.recovery),
  };
}
