import { randomUUID } from 'node:crypto';
import { type Exec, ExecError, type ExecOptions, type ExecResult } from '../../client/src/host/exec.ts';

export interface FakeDomain {
  readonly name: string;
  readonly uuid: string;
  stored: string | undefined;
  live: string | undefined;
  state: string;
  managedSave: boolean;
  /** libvirt's number of this run. */
  run: number;
}

type Verb =
  | 'version'
  | 'list'
  | 'listing'
  | 'dominfo'
  | 'domiflist'
  | 'domstate'
  | 'dumpxml'
  | 'snapshot-list'
  | 'create'
  | 'define'
  | 'undefine'
  | 'start'
  | 'shutdown'
  | 'destroy'
  | 'qemu-agent-command';

class Refused extends Error {}

/** libvirt as Apply sees it: it keeps definitions and states, says no as libvirt does, and boots no guests. */
export class FakeLibvirt implements Exec {
  readonly place = 'the test host';
  readonly domains = new Map<string, FakeDomain>();
  /** Every virsh verb that was called, in order. */
  readonly verbs: string[] = [];
  readonly calls: (readonly string[])[] = [];
  /** What libvirt says when it is asked to do these; a list is used up. */
  readonly refuses: Partial<Record<Verb, string | string[]>> = {};
  /** How many times a guest is still seen running after a shutdown; Infinity for one that does not listen. */
  shutdownTakes = 1;
  private nextRun = 1;
  /** Runs before each command, for tests that cancel or cut the line half-way. */
  onCommand: (count: number) => void = () => {};

  add(domain: { xml: string; state?: string; live?: string; transient?: boolean }): FakeDomain {
    const { name, uuid } = identity(domain.xml);
    const state = domain.state ?? 'running';
    const added: FakeDomain = {
      name,
      uuid,
      stored: domain.transient ? undefined : domain.xml,
      live: state === 'shut off' ? undefined : (domain.live ?? domain.xml),
      state,
      managedSave: false,
      run: this.nextRun++,
    };
    this.domains.set(uuid, added);
    return added;
  }

  display(argv: readonly string[]): string {
    return argv.join(' ');
  }

  async run(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    this.calls.push(argv);
    this.onCommand(this.calls.length);
    if (options.signal?.aborted) throw new ExecError('aborted', argv, 'aborted');
    if (argv[0] !== 'virsh') return { code: 0, stdout: '', stderr: '' };
    const verb = verbOf(argv[3] ?? '');
    this.verbs.push(verb);
    try {
      const refusal = this.refusal(verb);
      if (refusal !== undefined) throw new Refused(refusal);
      return { code: 0, stdout: this.answer(verb, argv.slice(4), options.stdin ?? ''), stderr: '' };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { code: 1, stdout: '', stderr: `error: ${error.message}\n` };
    }
  }

  private refusal(verb: Verb): string | undefined {
    const refusal = this.refuses[verb];
    return Array.isArray(refusal) ? refusal.shift() : refusal;
  }

  private answer(verb: Verb, parameters: readonly string[], stdin: string): string {
    switch (verb) {
      case 'version':
        return 'Using library: libvirt 9.0.0\nRunning hypervisor: QEMU 7.2.22\n';
      case 'list':
        return [...this.domains.values()].map(({ uuid, name }) => `${uuid} ${name}\n`).join('');
      case 'listing':
        return this.listing();
      case 'domiflist':
        return this.nics();
      case 'create':
        return this.create(stdin);
      case 'define':
        return this.define(stdin);
      case 'qemu-agent-command':
        throw new Refused('argument unsupported: QEMU guest agent is not configured');
      default:
        return this.answerFor(verb, this.find(parameters.at(-1) ?? ''), parameters);
    }
  }

  private answerFor(verb: Verb, domain: FakeDomain, parameters: readonly string[]): string {
    switch (verb) {
      case 'dominfo':
        return `Id: ${domain.live === undefined ? '-' : domain.run}\nUUID: ${domain.uuid}\nName: ${domain.name}\nState: ${this.stateOf(domain)}\nPersistent: ${yesNo(domain.stored !== undefined)}\nManaged save: ${yesNo(domain.managedSave)}\n`;
      case 'domstate':
        return `${this.stateOf(domain)}\n`;
      case 'dumpxml':
        return this.dump(domain, parameters);
      case 'snapshot-list':
        return '\n';
      case 'start':
        return this.boot(domain, domain.stored);
      case 'shutdown':
        domain.state = 'in shutdown';
        return '';
      case 'destroy':
        return this.turnOff(domain);
      default:
        domain.stored = undefined;
        if (domain.live === undefined) this.domains.delete(domain.uuid);
        return '';
    }
  }

  private listing(): string {
    const uuids = (isListed: (domain: FakeDomain) => boolean) =>
      [...this.domains.values()].filter(isListed).map(({ uuid }) => `${uuid}\n`);
    return [
      this.answer('list', [], ''),
      'active\n',
      ...uuids(({ live }) => live !== undefined),
      '\npaused\n',
      ...uuids(({ state }) => state === 'paused'),
      '\ntransient\n',
      ...uuids(({ stored }) => stored === undefined),
    ].join('');
  }

  /** Without --security-info libvirt leaves passwords out; a transient domain's next start would use what runs. */
  private dump({ stored, live }: FakeDomain, parameters: readonly string[]): string {
    const [first, second] = parameters.includes('--inactive') ? [stored, live] : [live, stored];
    const xml = first ?? second ?? '';
    return parameters.includes('--security-info') ? xml : xml.replace(/ passwd='.*?'/g, '');
  }

  private nics(): string {
    const rows = ({ stored, live }: FakeDomain) =>
      [...(live ?? stored ?? '').matchAll(/<mac address='(.*?)'/g)].map(
        ([, mac]) => ` vnet0 network default virtio ${mac}\n`,
      );
    return [...this.domains.values()].map((domain) => `${domain.uuid}\n${rows(domain).join('')}\n`).join('');
  }

  private create(xml: string): string {
    return this.boot(this.known(xml) ?? this.add({ xml, state: 'shut off', transient: true }), xml);
  }

  private define(xml: string): string {
    const domain = this.known(xml) ?? this.add({ xml, state: 'shut off', transient: true });
    domain.stored = xml;
    return '';
  }

  private known(xml: string): FakeDomain | undefined {
    const { name, uuid } = identity(xml);
    const named = [...this.domains.values()].find((domain) => domain.name === name);
    if (named && named.uuid !== uuid) {
      throw new Refused(`operation failed: domain '${name}' already exists with uuid ${named.uuid}`);
    }
    return this.domains.get(uuid);
  }

  private boot(domain: FakeDomain, xml: string | undefined): string {
    if (domain.live !== undefined) {
      throw new Refused(`Requested operation is not valid: domain '${domain.name}' is already active`);
    }
    domain.live = xml;
    domain.run = this.nextRun++;
    domain.state = 'running';
    return '';
  }

  private stateOf(domain: FakeDomain): string {
    if (domain.state !== 'in shutdown') return domain.state;
    this.shutdownTakes -= 1;
    if (this.shutdownTakes >= 0) return 'running';
    this.turnOff(domain);
    return 'shut off';
  }

  private turnOff(domain: FakeDomain): string {
    domain.live = undefined;
    domain.state = 'shut off';
    if (domain.stored === undefined) this.domains.delete(domain.uuid);
    return '';
  }

  private find(uuid: string): FakeDomain {
    const domain = this.domains.get(uuid);
    if (!domain) throw new Refused(`failed to get domain '${uuid}'`);
    return domain;
  }
}

/** A script of several commands counts as one. */
function verbOf(command: string): Verb {
  if (command.startsWith('echo ')) return 'domiflist';
  return command.startsWith('list ') ? 'listing' : (command as Verb);
}

function identity(xml: string): { name: string; uuid: string } {
  return {
    name: /<name>(.*?)<\/name>/s.exec(xml)?.[1] ?? '',
    uuid: /<uuid>(.*?)<\/uuid>/.exec(xml)?.[1] ?? randomUUID(),
  };
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
