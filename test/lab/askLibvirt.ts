import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Verdict } from './claims/claim.ts';
import { removeDomain } from './domain.ts';
import { startVhostUserBackend } from './vhostUserBackend.ts';
import { run, virsh, virshOk } from './virsh.ts';

/** What stands on a host for the documents of the fixtures. */
export interface Host {
  /** A folder for each document: its `/var/lib/libvirt/images`. */
  readonly folder: string;
  /** Where their vhost-user switch listens. */
  readonly vhostUser: string;
  remove(): void;
}

export async function makeHost(): Promise<Host> {
  const folder = mkdtempSync(path.join(tmpdir(), 'virtqueue-rules-'));
  chmodSync(folder, 0o755);
  const vhostUser = path.join(folder, 'vhost-user.sock');
  const backend = await startVhostUserBackend(vhostUser);
  return {
    folder,
    vhostUser,
    remove() {
      backend.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function makeImages(folder: string): void {
  mkdirSync(path.join(folder, 'share'), { recursive: true });
  for (const disk of ['vm-1.raw', 'vm-1.qcow2'])
    writeFileSync(path.join(folder, disk), Buffer.alloc(1 << 20));
}

const nothingMore = { stored: '', start: undefined, argv: '', devices: '' };

/** Shows the document to the real libvirt, and leaves nothing of it behind. */
export async function askLibvirt(document: string, host: Host, isAboutStart: boolean): Promise<Verdict> {
  const uuid = randomUUID();
  const images = path.join(host.folder, uuid);
  if (isAboutStart) makeImages(images);
  const stdin = forTheLab(document, uuid, images, host);
  try {
    const validate = await virsh(['define', '--validate', '/dev/stdin'], { stdin });
    if (validate.code === 0) await virshOk(['undefine', uuid]);
    const define = await virsh(['define', '/dev/stdin'], { stdin });
    if (define.code !== 0) return { ...nothingMore, validate, define };
    const stored = await virshOk(['dumpxml', '--inactive', uuid]);
    if (!isAboutStart) return { ...nothingMore, validate, define, stored };
    const start = await virsh(['start', '--paused', uuid]);
    if (start.code !== 0) return { ...nothingMore, validate, define, stored, start };
    const devices = await virshOk(['qemu-monitor-command', '--hmp', uuid, 'info qtree']);
    return { validate, define, stored, start, argv: await commandLine(uuid), devices };
  } finally {
    await (isAboutStart ? removeDomain(uuid) : virsh(['undefine', uuid]));
  }
}

/**
 * With names that no other run uses and little memory. Interfaces of type `network` become `ethernet`, and `kvm` becomes
 * `qemu`: what is claimed does not depend on either.
 */
function forTheLab(document: string, uuid: string, images: string, { vhostUser }: Host): string {
  const unique = () => randomBytes(4).toString('hex');
  return document
    .replace("<domain type='kvm'>", "<domain type='qemu'>")
    .replace('<name>vm-1</name>', `<name>vq-rule-${unique()}</name>`)
    .replace('</name>', `</name><uuid>${uuid}</uuid>`)
    .replace("<memory unit='GiB'>4", "<memory unit='MiB'>64")
    .replaceAll("<interface type='network'", "<interface type='ethernet'")
    .replace(/ *<source network='default'\/>\n/g, '')
    .replace("<target dev='tap0'", `<target dev='vqr${unique()}'`)
    .replaceAll('52:54:00:6d:71:', `52:54:00:${randomBytes(2).toString('hex').replace(/..\B/, '$&:')}:`)
    .replaceAll('/var/lib/libvirt/images', images)
    .replaceAll('/var/run/openvswitch/vhu1', vhostUser);
}

async function commandLine(uuid: string): Promise<string> {
  const processes = (await run(['ps', '-eo', 'args'])).stdout.split('\n');
  const qemu = processes.find((line) => line.includes('qemu-system') && line.includes(uuid));
  assert.ok(qemu, 'the VM that was started has a process');
  return qemu;
}
