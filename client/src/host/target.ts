import type { Exec } from './exec.ts';
import { LocalExec } from './local.ts';
import { SshExec } from './ssh.ts';

/** Where a libvirt is, in words that can be written down and read by another process. */
export interface TargetAddress {
  /** What `ssh` is given; undefined for this machine. */
  readonly ssh?: string | undefined;
  /** An ssh configuration to use in place of the user's. */
  readonly sshConfigFile?: string | undefined;
  readonly uri: string;
}

/** @throws RangeError for what ssh cannot be given */
export function execFor({ ssh, sshConfigFile }: TargetAddress): Exec {
  if (ssh === undefined) return new LocalExec();
  return new SshExec(ssh, sshConfigFile === undefined ? [] : ['-F', sshConfigFile]);
}
