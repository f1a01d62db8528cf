import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describe } from '../apply/explain.ts';
import type { GuestWay } from '../apply/reachGuest.ts';
import type { Askpass } from '../host/askpass/askpass.ts';
import type { Exec } from '../host/exec.ts';
import {
  defaultGuestAccess,
  type HostEntry,
  keyOf,
  readHostEntries,
  systemUri,
} from '../host/hostEntries.ts';
import { LocalExec } from '../host/local.ts';
import { type ProbedHost, probeHost } from '../host/probe.ts';
import { copyHostSchemas } from '../host/schemas.ts';
import { SshExec } from '../host/ssh.ts';
import { sshHosts } from '../host/sshConfig.ts';
import type { TargetAddress } from '../host/target.ts';
import { type Transcript, transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { HostMemory, type KnownHost } from './hostKnowledge.ts';
import { type Choice, choose, chooseSeveral } from './questions.ts';

/** A libvirt to apply to. */
export interface Target extends HostEntry {
  readonly exec: Exec;
  readonly way: GuestWay;
}

export interface TargetState {
  /** Undefined while no host is the target. */
  readonly entry: HostEntry | undefined;
  readonly known: KnownHost | undefined;
  readonly isAsking: boolean;
  /** Why it could not be asked last time. */
  readonly problem: string | undefined;
}

const currentKey = 'virtqueue.target';
/** Milliseconds. */
const fresh = 24 * 3600_000;

/** The hosts there are, which of them documents are meant for, and what is known of it. */
export class Targets implements vscode.Disposable {
  /** Fires when anything of `state` may have changed. */
  readonly onDidChange: vscode.Event<TargetState>;
  private readonly changed = new vscode.EventEmitter<TargetState>();
  private readonly context: vscode.ExtensionContext;
  private readonly askpass: Askpass;
  private readonly memory: HostMemory;
  private readonly configuration: vscode.Disposable;
  /** One for each destination: connections are shared, so that a password is asked for once. */
  private readonly connections = new Map<string, SshExec>();
  private asking: string | undefined;
  private problem: string | undefined;

  constructor(context: vscode.ExtensionContext, askpass: Askpass) {
    this.onDidChange = this.changed.event;
    this.context = context;
    this.askpass = askpass;
    this.memory = new HostMemory(context.globalState);
    this.configuration = vscode.workspace.onDidChangeConfiguration((change) => {
      // The host of last time may be gone from the list, or be back.
      if (change.affectsConfiguration('virtqueue')) this.changed.fire(this.state);
    });
  }

  get state(): TargetState {
    const entry = this.currentEntry();
    const key = entry && keyOf(entry);
    return {
      entry,
      known: key === undefined ? undefined : this.memory.get(key),
      isAsking: key !== undefined && this.asking === key,
      problem: this.problem,
    };
  }

  /** The host documents are meant for now; asks where there is none. */
  async current(): Promise<Target | undefined> {
    const entry = this.currentEntry();
    return entry ? this.reach(entry) : this.ask();
  }

  /**
   * Asks for a host, the one of last time on top; it becomes the one that documents are meant for.
   *
   * @param canBeNone whether "none" is offered, after which documents are meant for no host
   */
  async ask(canBeNone = false): Promise<Target | undefined> {
    const current = this.currentEntry();
    const isCurrent = (entry: HostEntry) => current !== undefined && keyOf(entry) === keyOf(current);
    const entries = listEntries().sort((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)));
    const none: Choice<'none'> = {
      value: 'none',
      label: l10n.t('No host'),
      detail: l10n.t('Limits are those of the settings.'),
      iconPath: new vscode.ThemeIcon('circle-slash'),
    };
    const chosen = await choose<HostEntry | 'none'>(
      l10n.t('Virtqueue: target host'),
      l10n.t('Which libvirt?'),
      [...entries.map(choiceOf), ...(canBeNone && current ? [none] : [])],
    );
    if (chosen === undefined) return undefined;
    const entry = chosen === 'none' ? undefined : chosen;
    await this.makeCurrent(entry);
    return entry && this.reach(entry);
  }

  /** Asks for any number of hosts, and leaves the one that documents are meant for as it is. */
  async askSeveral(): Promise<readonly Target[] | undefined> {
    const current = this.currentEntry();
    const chosen = await chooseSeveral(
      l10n.t('Virtqueue: target hosts'),
      l10n.t('Which libvirts?'),
      listEntries().map((entry) => ({
        ...choiceOf(entry),
        picked: current !== undefined && keyOf(entry) === keyOf(current),
      })),
    );
    return chosen?.map((entry) => this.reach(entry));
  }

  /** What is known of a host, which is asked when that is older than a day. */
  async hostOf(target: Target, transcript: Transcript): Promise<ProbedHost | undefined> {
    const known = this.memory.get(keyOf(target));
    if (known && Date.now() - known.askedAt < fresh) return known.host;
    await this.learn(target, transcript);
    return this.memory.get(keyOf(target))?.host;
  }

  /** Asks the host what it is. @returns why it could not be asked; undefined when it was */
  async learn(target: Target, transcript: Transcript): Promise<string | undefined> {
    const { uri, name, ssh } = target;
    const exec = transcribed(target.exec, transcript);
    const key = keyOf(target);
    this.asking = key;
    this.changed.fire(this.state);
    try {
      const host = await probeHost(new Virsh(exec, uri), name);
      const cache = vscode.Uri.joinPath(this.context.globalStorageUri, 'schemas').fsPath;
      const schemas =
        ssh === undefined ? undefined : await copyHostSchemas(exec, host.libvirtVersion ?? '', cache);
      await this.memory.set(key, { host, askedAt: Date.now(), schemas });
      this.problem = undefined;
    } catch (error) {
      this.problem = describe(error, exec.place);
    } finally {
      this.asking = undefined;
      this.changed.fire(this.state);
    }
    return this.problem;
  }

  /** A host by its address, with what the settings say of it now. */
  at(address: TargetAddress): Target {
    const listed = listEntries().find((entry) => keyOf(entry) === keyOf(address));
    return this.reach(listed ?? hostEntry(address.ssh ?? l10n.t('This machine'), address));
  }

  dispose(): void {
    this.configuration.dispose();
    this.changed.dispose();
    for (const connection of this.connections.values()) connection.close().catch(() => {});
    void this.askpass.dispose();
  }

  private currentEntry(): HostEntry | undefined {
    const key = this.context.workspaceState.get<string>(currentKey);
    return key === undefined ? undefined : listEntries().find((entry) => keyOf(entry) === key);
  }

  private async makeCurrent(entry: HostEntry | undefined): Promise<void> {
    await this.context.workspaceState.update(currentKey, entry && keyOf(entry));
    this.problem = undefined;
    this.changed.fire(this.state);
  }

  private reach(entry: HostEntry): Target {
    const { ssh, guest } = entry;
    const host = ssh === undefined ? undefined : this.connection(ssh);
    const connect = async (destination: string) =>
      host && !guest.direct ? host.beyond(destination) : this.connection(destination);
    return { ...entry, exec: host ?? new LocalExec(), way: { access: guest, connect } };
  }

  private connection(destination: string): SshExec {
    const configFile = sshConfigFile() ?? '';
    const key = `${destination} ${configFile}`;
    const known = this.connections.get(key);
    if (known) return known;
    // Windows' OpenSSH cannot start a script of ours to ask.
    const askpass = process.platform === 'win32' ? undefined : this.askpass;
    const made = new SshExec(destination, configFile === '' ? [] : ['-F', configFile], askpass);
    this.connections.set(key, made);
    return made;
  }
}

function choiceOf(entry: HostEntry): Choice<HostEntry> {
  return {
    value: entry,
    label: entry.name,
    description: placeOf(entry),
    iconPath: new vscode.ThemeIcon(entry.ssh === undefined ? 'device-desktop' : 'remote'),
  };
}

/** As a person would name it: `ssh kvm1 · qemu:///system`. */
export function placeOf({ ssh, uri }: HostEntry): string {
  return [ssh && `ssh ${ssh}`, uri].filter(Boolean).join(' · ');
}

function listEntries(): HostEntry[] {
  const setting = vscode.workspace.getConfiguration('virtqueue').get('hosts');
  const listed = [
    ...readHostEntries(setting),
    hostEntry(l10n.t('This machine'), { uri: systemUri }),
    ...sshHosts(sshConfigFile()).map((name) => hostEntry(name, { ssh: name, uri: systemUri })),
  ];
  return listed.filter((one, index) => listed.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

function hostEntry(name: string, { ssh, uri }: TargetAddress): HostEntry {
  return { name, ssh, uri, guest: defaultGuestAccess };
}

/** Undefined for OpenSSH's own. */
function sshConfigFile(): string | undefined {
  return vscode.workspace.getConfiguration('virtqueue').get<string>('ssh.configFile') || undefined;
}
