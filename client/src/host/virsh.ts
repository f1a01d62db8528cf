import * as l10n from '@vscode/l10n';
import type { Exec, ExecOptions, ExecResult } from './exec.ts';
import {
  type DomainEntry,
  type DomainInfo,
  type DomainNic,
  type DomainState,
  type HostVersion,
  type ListedDomain,
  parseAddresses,
  parseDomainInfo,
  parseDomainList,
  parseErrors,
  parseListing,
  parseNics,
  parseState,
  parseVersion,
} from './parse/virsh.ts';

/** virsh answered, and the answer was no. */
export class VirshError extends Error {
  readonly argv: readonly string[];
  readonly stderr: string;

  constructor(argv: readonly string[], stderr: string) {
    super(parseErrors(stderr).join('\n') || l10n.t('virsh failed without a word.'));
    this.argv = argv;
    this.stderr = stderr;
  }
}

/** Milliseconds: libvirt answers at once, a hung one must not hang us. */
const answerTime = 60_000;
/** Milliseconds: starting a guest can take storage and networks along. */
const startTime = 180_000;
const listingScript = [
  'list --all --uuid --name',
  'echo active',
  'list --uuid',
  'echo paused',
  'list --uuid --state-paused',
  'echo transient',
  'list --all --uuid --transient',
].join('; ');
/** Domains in one command line, whose length is limited. */
const mostAtOnce = 500;

/**
 * virsh on one host. Domains are named by uuid only: a name could be read as an option or as another domain's id.
 *
 * Every method rejects with `VirshError` when virsh exits non-zero and with `ExecError` when it could not be run.
 */
export class Virsh {
  readonly exec: Exec;
  readonly uri: string;

  constructor(exec: Exec, uri: string) {
    this.exec = exec;
    this.uri = uri;
  }

  async version(signal?: AbortSignal): Promise<HostVersion> {
    return parseVersion(await this.run(['version'], { signal }));
  }

  capabilities(signal?: AbortSignal): Promise<string> {
    return this.run(['capabilities'], { signal, shown: countLines });
  }

  /** Of the emulator and machine type that a domain gets which names none. */
  domainCapabilities(signal?: AbortSignal): Promise<string> {
    return this.run(['domcapabilities'], { signal, shown: countLines });
  }

  networks(signal?: AbortSignal): Promise<string> {
    return this.run(['net-list', '--all', '--name'], { signal });
  }

  pools(signal?: AbortSignal): Promise<string> {
    return this.run(['pool-list', '--all', '--name'], { signal });
  }

  /** One that libvirt's own DHCP gave out, else one that the host has seen; IPv4 first. */
  async guestAddress(uuid: string, signal?: AbortSignal): Promise<string | undefined> {
    for (const source of ['lease', 'arp']) {
      const found = parseAddresses(await this.run(['domifaddr', uuid, '--source', source], { signal }));
      if (found.length > 0) return found[0];
    }
    return undefined;
  }

  async domains(signal?: AbortSignal): Promise<DomainEntry[]> {
    return parseDomainList(await this.run(['list', '--all', '--uuid', '--name'], { signal }));
  }

  /** @param which a name or a uuid */
  async find(which: string, signal?: AbortSignal): Promise<DomainEntry | undefined> {
    return (await this.domains(signal)).find(({ name, uuid }) => name === which || uuid === which);
  }

  /** The domains and whether they run, in one command: over ssh each costs a way there and back. */
  async listing(signal?: AbortSignal): Promise<ListedDomain[]> {
    return parseListing(await this.run([listingScript], { signal }));
  }

  async info(uuid: string, signal?: AbortSignal): Promise<DomainInfo> {
    return parseDomainInfo(await this.run(['dominfo', uuid], { signal }));
  }

  /** Undefined when libvirt does not know the domain, as after a transient one has stopped, or while it does. */
  async state(uuid: string, signal?: AbortSignal): Promise<DomainState | undefined> {
    try {
      return parseState(await this.run(['domstate', uuid], { signal }));
    } catch (error) {
      if (error instanceof VirshError && /failed to get domain|Domain not found/.test(error.stderr))
        return undefined;
      throw error;
    }
  }

  /** How many snapshots libvirt knows of the domain. */
  async snapshots(uuid: string, signal?: AbortSignal): Promise<number> {
    return (await this.run(['snapshot-list', uuid, '--name'], { signal })).trim().split('\n').filter(Boolean)
      .length;
  }

  /** The network cards of several domains, asked at once; a domain that is gone meanwhile has no entry or an empty one. */
  async nics(uuids: readonly string[], signal?: AbortSignal): Promise<Map<string, DomainNic[]>> {
    const all = new Map<string, DomainNic[]>();
    for (let at = 0; at < uuids.length; at += mostAtOnce) {
      const script = uuids.slice(at, at + mostAtOnce).map((uuid) => `echo ${uuid}; domiflist ${uuid}; `);
      // The last command decides the exit code.
      const output = await this.run([`${script.join('')}echo`], { signal, shown: countNics });
      for (const [uuid, nics] of parseNics(output)) all.set(uuid, nics);
    }
    return all;
  }

  /** The running form as a definition that can be started again, passwords included. */
  liveXml(uuid: string, signal?: AbortSignal): Promise<string> {
    return this.run(['dumpxml', '--migratable', '--security-info', uuid], { signal, shown: countLines });
  }

  /** The form the next start uses, passwords included. */
  storedXml(uuid: string, signal?: AbortSignal): Promise<string> {
    return this.run(['dumpxml', '--inactive', '--security-info', uuid], { signal, shown: countLines });
  }

  /** The form the next start uses, of a transient domain the one it was started from; without passwords. */
  definition(uuid: string, signal?: AbortSignal): Promise<string> {
    return this.run(['dumpxml', '--inactive', uuid], { signal, shown: countLines });
  }

  /** The form that names what runs now: tap devices, aliases, agent state. */
  runningXml(uuid: string, signal?: AbortSignal): Promise<string> {
    return this.run(['dumpxml', uuid], { signal, shown: countLines });
  }

  /** Runs the domain once. Validation also keeps away documents that kill libvirtd 9.0. */
  async create(xml: string, signal?: AbortSignal): Promise<void> {
    await this.run(['create', '--validate', '/dev/stdin'], { stdin: xml, signal, timeout: startTime });
  }

  /** Runs again what libvirt itself once wrote, which an older schema of the same host may not accept. */
  async recreate(xml: string, signal?: AbortSignal): Promise<void> {
    await this.run(['create', '/dev/stdin'], { stdin: xml, signal, timeout: startTime });
  }

  async define(xml: string, signal?: AbortSignal): Promise<void> {
    await this.run(['define', '--validate', '/dev/stdin'], { stdin: xml, signal });
  }

  /** Stores again what libvirt itself once wrote. */
  async redefine(xml: string, signal?: AbortSignal): Promise<void> {
    await this.run(['define', '/dev/stdin'], { stdin: xml, signal });
  }

  /** Forgets the stored definition; disks and firmware variables stay. */
  async undefine(uuid: string): Promise<void> {
    await this.run(['undefine', '--keep-nvram', uuid]);
  }

  async start(uuid: string, signal?: AbortSignal): Promise<void> {
    await this.run(['start', uuid], { signal, timeout: startTime });
  }

  /** Asks the guest to shut down; returns at once. */
  async shutdown(uuid: string, signal?: AbortSignal): Promise<void> {
    await this.run(['shutdown', uuid], { signal });
  }

  /** Takes the power away. */
  async destroy(uuid: string, signal?: AbortSignal): Promise<void> {
    await this.run(['destroy', uuid], { signal });
  }

  /** Sends one JSON command to the guest agent and returns its JSON answer. */
  agentCommand(uuid: string, command: string, options?: ExecOptions): Promise<string> {
    return this.run(['qemu-agent-command', '--timeout', '10', uuid, command], options);
  }

  private async run(parameters: readonly string[], options: ExecOptions = {}): Promise<string> {
    const argv = ['virsh', '-c', this.uri, ...parameters];
    const result = await this.exec.run(argv, { timeout: answerTime, ...options });
    if (result.code !== 0) throw new VirshError(argv, result.stderr);
    return result.stdout;
  }
}

function countNics({ stdout }: ExecResult): string {
  return l10n.t('({0} domains)', parseNics(stdout).size);
}

/** Definitions are long, and may carry passwords. */
function countLines(result: ExecResult): string {
  if (result.code !== 0) return result.stderr.trim();
  return l10n.t('({0} lines of XML)', result.stdout.trimEnd().split('\n').length);
}
