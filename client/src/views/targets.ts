import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Exec } from '../host/exec.ts';
import { LocalExec } from '../host/local.ts';
import { isDestination, SshExec } from '../host/ssh.ts';
import { sshHosts } from '../host/sshConfig.ts';
import { choose } from './questions.ts';

/** A libvirt to apply to. */
export interface Target {
  readonly exec: Exec;
  readonly uri: string;
}

interface Listed {
  readonly label: string;
  /** ssh destination; undefined for this machine. */
  readonly ssh: string | undefined;
  readonly uri: string;
}

const systemUri = 'qemu:///system';
const lastKey = 'virtqueue.lastTarget';

/** Asks for a target, the one used last on top. */
export async function askTarget(memory: vscode.Memento): Promise<Target | undefined> {
  const last = memory.get<string>(lastKey);
  const targets = listTargets().sort((a, b) => Number(keyOf(b) === last) - Number(keyOf(a) === last));
  const chosen = await choose(
    l10n.t('Virtqueue: target host'),
    l10n.t('Which libvirt?'),
    targets.map((target) => ({
      value: target,
      label: target.label,
      description: [target.ssh && `ssh ${target.ssh}`, target.uri].filter(Boolean).join(' · '),
      iconPath: new vscode.ThemeIcon(target.ssh === undefined ? 'device-desktop' : 'remote'),
    })),
  );
  if (!chosen) return undefined;
  await memory.update(lastKey, keyOf(chosen));
  return { exec: execFor(chosen), uri: chosen.uri };
}

function listTargets(): Listed[] {
  const listed: Listed[] = [
    { label: l10n.t('This machine'), ssh: undefined, uri: systemUri },
    ...configuredHosts(),
    ...sshHosts(sshConfigFile()).map((name) => ({ label: name, ssh: name, uri: systemUri })),
  ];
  return listed.filter((one, index) => listed.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

/** Settings are typed by hand: what cannot be a host is left out. */
function configuredHosts(): Listed[] {
  const hosts: unknown = vscode.workspace.getConfiguration('virtqueue').get('hosts');
  return (Array.isArray(hosts) ? hosts : []).flatMap(({ name, ssh, uri = systemUri }) =>
    typeof name === 'string' && typeof uri === 'string' && (ssh === undefined || isDestination(String(ssh)))
      ? [{ label: name, ssh: ssh === undefined ? undefined : String(ssh), uri }]
      : [],
  );
}

function execFor({ ssh }: Listed): Exec {
  if (ssh === undefined) return new LocalExec();
  const configFile = sshConfigFile();
  return new SshExec(ssh, configFile === undefined ? [] : ['-F', configFile]);
}

/** Undefined for OpenSSH's own. */
function sshConfigFile(): string | undefined {
  return vscode.workspace.getConfiguration('virtqueue').get<string>('ssh.configFile') || undefined;
}

function keyOf({ ssh, uri }: Listed): string {
  return `${ssh ?? ''} ${uri}`;
}
