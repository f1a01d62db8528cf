import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { defaultSettings, diagnose, openDocument, type Severity } from '../../server/src/service.ts';
import { readAnnotated } from '../support/annotations.ts';
import { removeDomain } from './domain.ts';
import { acquireLibvirt } from './libvirtd.ts';
import { run, virsh, virshOk } from './virsh.ts';

/**
 * Every failing fixture is shown to the real libvirt, so that no rule says what libvirt does not do. Interfaces of
 * type `network` become `ethernet`, and `kvm` becomes `qemu`: what is claimed does not depend on either.
 */
const fixtures = path.join(__dirname, '../rules/fixtures');

interface Verdict {
  /** `virsh define --validate`. */
  readonly validated: boolean;
  /** `virsh define`. */
  readonly defined: boolean;
  /** `queues` of the interface as libvirt stored it; 1 when it stored none; undefined when it was never defined. */
  readonly kept: number | undefined;
  /** `virsh start --paused`, where the claim is about it. */
  readonly started: 'yes' | 'with vhost-net' | 'no' | undefined;
}

interface Claim {
  readonly says: string;
  readonly isAboutStart?: boolean;
  holds(verdict: Verdict): boolean;
}

const refused: Claim = { says: 'libvirt refuses it', holds: ({ defined }) => !defined };
const dropped: Claim = {
  says: 'libvirt accepts it and keeps one queue',
  holds: ({ defined, kept }) => defined && kept === 1,
};
const droppedUnlessValidated: Claim = {
  says: 'libvirt refuses it when it validates, else keeps one queue',
  holds: (verdict) => !verdict.validated && dropped.holds(verdict),
};
const notStarted: Claim = {
  says: 'libvirt accepts it and does not start it',
  isAboutStart: true,
  holds: ({ defined, started }) => defined && started === 'no',
};
const starts: Claim = {
  says: 'libvirt starts it, without vhost-net',
  isAboutStart: true,
  holds: ({ started }) => started === 'yes',
};

function readsUnlessValidated(queues: number): Claim {
  return {
    says: `libvirt refuses it when it validates, else reads ${queues}`,
    holds: ({ validated, kept }) => !validated && kept === queues,
  };
}

/** What the pages say libvirt does; where fixtures of a rule differ, by their name. */
const claims: Record<string, (name: string, severity: Severity) => Claim> = {
  'queues-out-of-range': (name) => (name === 'zero' ? droppedUnlessValidated : starts),
  'queues-exceed-vcpus': () => starts,
  'queues-not-a-number': (_, severity) => (severity === 'error' ? refused : readsUnlessValidated(4)),
  'queues-without-virtio-model': () => dropped,
  'queues-on-unsupported-interface': (name) => (name === 'hostdev' ? droppedUnlessValidated : notStarted),
  'duplicate-driver': (name) => readsUnlessValidated(name === 'contradicting' ? 2 : 1),
  'misplaced-queues': (name) =>
    ['twice', 'driver-in-devices'].includes(name) ? readsUnlessValidated(4) : droppedUnlessValidated,
  'vhost-without-kvm': () => starts,
  'multi-queue-available': () => starts,
};

describe('rules say what libvirt does', () => {
  let libvirt: { release(): Promise<void> };
  before(async () => {
    libvirt = await acquireLibvirt();
  });
  after(() => libvirt.release());

  for (const id of readdirSync(fixtures))
    for (const file of readdirSync(path.join(fixtures, id)).filter((each) => each.endsWith('.failing.xml'))) {
      const name = file.replace('.failing.xml', '');
      const { text } = readAnnotated(readFileSync(path.join(fixtures, id, file), 'utf8'));
      const severity = diagnose(openDocument(text), defaultSettings).find(
        ({ code }) => code === id,
      )?.severity;
      const claim = severity && claims[id]?.(name, severity);

      test(`${id}, ${name}: ${claim?.says}`, async () => {
        assert.ok(claim);
        const verdict = await ask(text, claim.isAboutStart === true);
        assert.ok(claim.holds(verdict), JSON.stringify(verdict));
      });
    }
});

async function ask(fixture: string, start: boolean): Promise<Verdict> {
  const uuid = randomUUID();
  const xml = fixture
    .replace("<domain type='kvm'>", "<domain type='qemu'>")
    .replace(
      '<name>vm-1</name>',
      `<name>vq-rule-${randomBytes(4).toString('hex')}</name><uuid>${uuid}</uuid>`,
    )
    .replace("<memory unit='GiB'>4", "<memory unit='MiB'>64")
    .replace("<interface type='network'", "<interface type='ethernet'")
    .replace(/ *<source network='default'\/>\n/, '')
    .replace(/ *<target dev='vnet0'\/?/, (target) =>
      target.replace('vnet0', `vqr${randomBytes(4).toString('hex')}`),
    )
    .replace(/52:54:00:6d:71:01/, `52:54:00:${randomBytes(3).toString('hex').replace(/..\B/g, '$&:')}`);
  try {
    const validated = (await virsh(['define', '--validate', '/dev/stdin'], { stdin: xml })).code === 0;
    if (validated) await virshOk(['undefine', uuid]);
    const defined = (await virsh(['define', '/dev/stdin'], { stdin: xml })).code === 0;
    if (!defined) return { validated, defined, kept: undefined, started: undefined };
    const stored = await virshOk(['dumpxml', '--inactive', uuid]);
    const kept = Number(/<driver [^>]*queues='(\d+)'/.exec(stored)?.[1] ?? 1);
    return { validated, defined, kept, started: start ? await started(uuid) : undefined };
  } finally {
    await removeDomain(uuid);
  }
}

async function started(uuid: string): Promise<Verdict['started']> {
  if ((await virsh(['start', '--paused', uuid])).code !== 0) return 'no';
  const processes = (await run(['ps', '-eo', 'args'])).stdout.split('\n');
  const qemu = processes.find((line) => line.includes('qemu-system') && line.includes(uuid));
  assert.ok(qemu, 'the VM that was started has a process');
  return qemu.includes('"vhost":true') ? 'with vhost-net' : 'yes';
}
