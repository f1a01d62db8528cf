import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Verdict } from './claims/claim.ts';
import { removeDomain } from './domain.ts';
import { run, virsh, virshOk } from './virsh.ts';

/** What stands on a host for the documents of the fixtures: `/var/lib/libvirt/images` of theirs is this folder. */
export interface Host {
  readonly images: string;
  remove(): void;
}

export function makeHost(): Host {
  const images = mkdtempSync(path.join(tmpdir(), 'virtqueue-rules-'));
  chmodSync(images, 0o755);
  mkdirSync(path.join(images, 'share'));
  for (const disk of ['vm-1.raw', 'vm-1-data.raw'])
    writeFileSync(path.join(images, disk), Buffer.alloc(1 << 20));
  return { images, remove: () => rmSync(images, { recursive: true }) };
}

/** Shows the document to the real libvirt, and leaves nothing of it behind. */
export async function askLibvirt(document: string, host: Host, isAboutStart: boolean): Promise<Verdict> {
  const uuid = randomUUID();
  const stdin = forTheLab(document, uuid, host);
  try {
    const validate = await virsh(['define', '--validate', '/dev/stdin'], { stdin });
    if (validate.code === 0) await virshOk(['undefine', uuid]);
    const define = await virsh(['define', '/dev/stdin'], { stdin });
    if (define.code !== 0) return { validate, define, stored: '', start: undefined, argv: '' };
    const stored = await virshOk(['dumpxml', '--inactive', uuid]);
    if (!isAboutStart) return { validate, define, stored, start: undefined, argv: '' };
    const start = await virsh(['start', '--paused', uuid]);
    return { validate, define, stored, start, argv: start.code === 0 ? await commandLine(uuid) : '' };
  } finally {
    await (isAboutStart ? removeDomain(uuid) : virsh(['undefine', uuid]));
  }
}

/**
 * With names that no other run uses and little memory. Interfaces of type `network` become `ethernet`, and `kvm` becomes
 * `qemu`: what is claimed does not depend on either.
 */
function forTheLab(document: string, uuid: string, { images }: Host): string {
  const unique = () => randomBytes(4).toString('hex');
  return document
    .replace("<domain type='kvm'>", "<domain type='qemu'>")
    .replace('<name>vm-1</name>', `<name>vq-rule-${unique()}</name>`)
    .replace('</name>', `</name><uuid>${uuid}</uuid>`)
    .replace("<memory unit='GiB'>4", "<memory unit='MiB'>64")
    .replaceAll("<interface type='network'", "<interface type='ethernet'")
    .replace(/ *<source network='default'\/>\n/g, '')
    .replace(/ *<target dev='vnet\d'\/?/g, (target) => target.replace(/vnet\d/, `vqr${unique()}`))
    .replaceAll('52:54:00:6d:71:', `52:54:00:${randomBytes(2).toString('hex').replace(/..\B/, '$&:')}:`)
    .replaceAll('/var/lib/libvirt/images', images);
}

async function commandLine(uuid: string): Promise<string> {
  const processes = (await run(['ps', '-eo', 'args'])).stdout.split('\n');
  const qemu = processes.find((line) => line.includes('qemu-system') && line.includes(uuid));
  assert.ok(qemu, 'the VM that was started has a process');
  return qemu;
}
