import * as l10n from '@vscode/l10n';
import type { Domain } from '../../../server/src/libvirt/domain.ts';
import { type Exec, ExecError } from '../host/exec.ts';
import type { Guest } from '../host/guest.ts';
import { AgentError, GuestAgent } from '../host/guestAgent.ts';
import { GuestBySsh } from '../host/guestBySsh.ts';
import type { GuestAccess } from '../host/hostEntries.ts';
import type { Transcript } from '../host/transcribe.ts';
import type { Virsh } from '../host/virsh.ts';
import { type Patience, pause, secondsSince } from './clock.ts';
import { describe } from './explain.ts';

/** How the host's guests may be reached over ssh, if at all. */
export interface GuestWay {
  readonly access: GuestAccess;
  /** To a guest, through its host or not, as the access says. */
  connect(destination: string): Promise<Exec>;
}

export interface GuestTools {
  readonly virsh: Virsh;
  readonly transcript: Transcript;
  readonly patience: Patience;
  /** Without it only the guest agent is tried. */
  readonly way?: GuestWay;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds that a booting guest's agent has before ssh is tried beside it. */
const agentFirst = 20_000;

/**
 * Waits while the guest boots, and gives up at once when no waiting would help. ssh is tried where the access asks for
 * it, or says enough to try it where the agent does not serve.
 *
 * @throws AgentError, ExecError: why there is no way in
 */
export async function reachGuest(domain: Domain, uuid: string, tools: GuestTools): Promise<Guest> {
  const { virsh, transcript, patience, signal } = tools;
  const way = sshWay(tools.way);
  const agent = new GuestAgent(virsh, uuid);
  const start = Date.now();
  try {
    for (;;) {
      const refused =
        way?.access.via === 'ssh' ? undefined : await tryAgent(agent, way !== undefined, signal);
      if (refused === 'serves') return agent;
      const isBooting = refused === undefined || /^(not-connected|hung)$/.test(refused.failure);
      const waited = Date.now() - start;
      const isOver = waited >= patience.agent;
      if (way && (!refused || !isBooting || waited >= Math.min(agentFirst, patience.agent))) {
        const tried = await trySsh(domain, uuid, way, tools);
        if (!(tried instanceof Error)) return explained(tried, refused, transcript);
        if (isOver || !isWorthWaiting(tried)) throw both(refused, tried, virsh.exec.place);
      } else if (refused && (!isBooting || isOver)) {
        throw refused;
      }
      transcript.progress(l10n.t('Waiting for the guest: {0} s', secondsSince(start)));
      await pause(patience.poll, signal);
    }
  } finally {
    transcript.progress(undefined);
  }
}

export function canTrySsh(way: GuestWay | undefined): boolean {
  return sshWay(way) !== undefined;
}

/** Under `auto` only what a person has set makes ssh worth its questions: a user, or where guests are. */
function sshWay(way: GuestWay | undefined): GuestWay | undefined {
  if (!way) return undefined;
  const { via, user, address } = way.access;
  return via === 'ssh' || (via === 'auto' && (user ?? address) !== undefined) ? way : undefined;
}

/** @param mustRun whether an agent that may not run programs (RHEL's default) is of no use, since there is another way */
async function tryAgent(
  agent: GuestAgent,
  mustRun: boolean,
  signal: AbortSignal | undefined,
): Promise<'serves' | AgentError> {
  try {
    await agent.ping(signal);
    if (mustRun) await agent.run('true', [], signal);
    return 'serves';
  } catch (error) {
    if (error instanceof AgentError) return error;
    throw error;
  }
}

async function trySsh(
  { name = '' }: Domain,
  uuid: string,
  { access, connect }: GuestWay,
  { virsh, signal }: GuestTools,
): Promise<Guest | Error> {
  try {
    const address = access.address?.replaceAll('{name}', name) ?? (await virsh.guestAddress(uuid, signal));
    if (address === undefined) {
      return new ExecError('unreachable', [], l10n.t('libvirt knows no address of the guest.'));
    }
    if (!isAddress(address)) {
      return new Error(l10n.t('"{0}" is not an address that ssh can be given.', address));
    }
    const guest = new GuestBySsh(await connect(access.user ? `${access.user}@${address}` : address));
    await guest.run('true', [], signal);
    return guest;
  } catch (error) {
    if (error instanceof ExecError && error.failure === 'aborted') throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Stricter than what ssh takes: part of it comes from the network, and goes into a ProxyCommand. */
export function isAddress(text: string): boolean {
  return /^[\w.:%-]+$/.test(text) && !text.startsWith('-');
}

/** A guest that boots has no address and no sshd yet; one that refuses the login will do so again. */
function isWorthWaiting(error: Error): boolean {
  return error instanceof ExecError && !/Permission denied|Host key verification/.test(error.message);
}

function explained(guest: Guest, refused: AgentError | undefined, transcript: Transcript): Guest {
  const [reason = ''] = refused?.message.split('\n') ?? [];
  transcript.note(
    refused
      ? l10n.t('Into the guest {0}, because the agent does not serve: {1}', guest.way, reason)
      : l10n.t('Into the guest {0}, as the settings of this host say.', guest.way),
  );
  return guest;
}

function both(refused: AgentError | undefined, ssh: Error, place: string): Error {
  const message = describe(ssh, place);
  return refused ? new AgentError(refused.failure, `${refused.message}\n${message}`) : ssh;
}
