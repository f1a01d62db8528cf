import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { ProbedHost } from '../host/probe.ts';

/** What a host said when it was asked last. */
export interface KnownHost {
  readonly host: ProbedHost;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  /** Folder with a copy of its libvirt's schemas, on this machine; undefined where it is this machine, or has none. */
  readonly schemas: string | undefined;
}

const memoryKey = 'virtqueue.knownHosts';

/** Between sessions, so that documents are checked for their host before it is asked again. */
export class HostMemory {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  get(key: string): KnownHost | undefined {
    return this.all()[key];
  }

  async set(key: string, known: KnownHost): Promise<void> {
    await this.memory.update(memoryKey, { ...this.all(), [key]: known });
  }

  private all(): Readonly<Record<string, KnownHost>> {
    return this.memory.get(memoryKey) ?? {};
  }
}

/** Facts as lines, the age last. */
export function describeHost({ host, askedAt }: KnownHost, now: number): string[] {
  const { libvirtVersion, hypervisor, tapQueues, hasKvm, hasVhostNet } = host;
  return [
    ...(libvirtVersion ? [l10n.t('libvirt {0}, {1}', libvirtVersion, hypervisor ?? '?')] : []),
    ...(tapQueues
      ? [l10n.t('Linux {0}: a tap device takes {1} queues', tapQueues.kernel, tapQueues.limit)]
      : []),
    ...(hasKvm === false ? [l10n.t('no KVM: guests are emulated')] : []),
    ...(hasVhostNet === false ? [l10n.t('no vhost-net')] : []),
    l10n.t('asked {0}', ageOf(now - askedAt)),
  ];
}

function ageOf(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return l10n.t('just now');
  if (minutes < 60) return l10n.t('{0} min ago', minutes);
  if (minutes < 48 * 60) return l10n.t('{0} h ago', Math.floor(minutes / 60));
  return l10n.t('{0} days ago', Math.floor(minutes / 60 / 24));
}
