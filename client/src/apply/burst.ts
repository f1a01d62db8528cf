import * as l10n from '@vscode/l10n';
import type { Domain } from '../../../server/src/libvirt/domain.ts';
import { ExecError } from '../host/exec.ts';
import type { Guest } from '../host/guest.ts';
import type { Virsh } from '../host/virsh.ts';

/** Packets of a burst, each of a flow of its own, so that they spread. */
export const burstPackets = 512;
/** Milliseconds. */
const burstTime = 60_000;

/** Each opening of this file of bash is a new socket, so another source port; port 9 is "discard". */
const send = `for ((i = 0; i < ${burstPackets}; i++)); do echo > "/dev/udp/$0/9"; done`;

/** An interface of the guest as its host can reach it without anybody's configuration: its IPv6 link-local address. */
interface Reachable {
  readonly mac: string;
  readonly address: string;
  /** The host's interface on the same link. */
  readonly link: string;
}

/**
 * Sends a few small packets from the host to each interface of the guest that it can reach.
 *
 * @returns what kept it from sending, one sentence for each interface; empty when all were sent to
 */
export async function sendBurst(
  domain: Domain,
  guest: Guest,
  virsh: Virsh,
  signal?: AbortSignal,
): Promise<string[]> {
  const addresses = linkLocalAddresses((await guest.run('cat', ['/proc/net/if_inet6'], signal)).stdout);
  const names = new Map((await guest.interfaces(signal)).map(({ mac, name }) => [mac, name]));
  const problems: string[] = [];
  for (const { mac = '', targetDevice, isVirtio } of domain.interfaces) {
    const address = addresses.get(names.get(mac) ?? '');
    if (!isVirtio) continue;
    if (targetDevice === undefined || address === undefined) {
      problems.push(l10n.t('{0}: the host does not reach it over IPv6, so nothing was sent to it.', mac));
      continue;
    }
    const reachable = { mac, address, link: await linkOf(targetDevice, virsh, signal) };
    const problem = await sendTo(reachable, virsh, signal);
    if (problem !== undefined) problems.push(`${mac}: ${problem}`);
  }
  return problems;
}

/** The bridge that a tap is a port of, else the tap itself. */
async function linkOf(tap: string, virsh: Virsh, signal?: AbortSignal): Promise<string> {
  const { stdout } = await virsh.exec.run(['readlink', `/sys/class/net/${tap}/master`], { signal });
  return /([^/\s]+)\s*$/.exec(stdout)?.[1] ?? tap;
}

async function sendTo(
  { address, link }: Reachable,
  virsh: Virsh,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const command = ['bash', '-c', send, `${address}%${link}`];
  try {
    const { code, stderr } = await virsh.exec.run(command, { signal, timeout: burstTime });
    return code === 0 ? undefined : stderr.trim().split('\n')[0];
  } catch (error) {
    if (error instanceof ExecError && error.failure !== 'aborted') return error.message;
    throw error;
  }
}

/** /proc/net/if_inet6: 32 hexadecimal digits, three numbers, the scope (20 is the link), flags, the interface. */
export function linkLocalAddresses(text: string): Map<string, string> {
  const lines = text.matchAll(/^(fe80[\da-f]{28}) [\da-f]+ [\da-f]+ 20 [\da-f]+ +(\S+)$/gm);
  return new Map(
    Array.from(lines, ([, digits = '', name = '']) => [name, digits.replace(/.{4}(?=.)/g, '$&:')]),
  );
}
