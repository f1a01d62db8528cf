import * as l10n from '@vscode/l10n';
import { type Domain, readDomain } from '../../../server/src/libvirt/domain.ts';
import { parseXml } from '../../../server/src/xml/parser.ts';
import { ExecError, type ExecResult } from '../host/exec.ts';
import { AgentError, GuestAgent } from '../host/guestAgent.ts';
import { queueInterrupts } from '../host/parse/interrupts.ts';
import { countVhostWorkers, listThreads } from '../host/parse/vhost.ts';
import type { Transcript } from '../host/transcribe.ts';
import type { Virsh } from '../host/virsh.ts';
import { type Patience, pause, secondsSince } from './clock.ts';
import { describe, isAbort } from './explain.ts';
import { setChannels } from './guestChannels.ts';
import { GuestError, type GuestProblem, type GuestReport, type InterfaceReport } from './guestReport.ts';

export interface GuestRequest {
  readonly uuid: string;
  /** Channels for every interface; undefined for as many as it has queues and the guest CPUs. */
  readonly channels: number | undefined;
}

export interface GuestTools {
  readonly virsh: Virsh;
  readonly transcript: Transcript;
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
}

/** Sets the channels of every virtio interface of a running guest and reads them back. Never rejects. */
export async function setGuestQueues(request: GuestRequest, tools: GuestTools): Promise<GuestReport> {
  const { virsh, signal } = tools;
  const agent = new GuestAgent(virsh, request.uuid);
  let report: GuestReport = {
    interfaces: [],
    onlineCpus: undefined,
    vhostWorkers: undefined,
    canHaveVhost: true,
    problem: undefined,
  };
  try {
    const domain = await runningDomain(virsh, request.uuid, signal);
    report = {
      ...report,
      canHaveVhost: domain?.type !== 'qemu',
      vhostWorkers: await vhostWorkers(request, tools),
    };
    await waitForAgent(agent, tools);
    const onlineCpus = await onlineCpusOf(agent, domain, signal);
    report = { ...report, onlineCpus };
    const guestHas = await agent.interfaces(signal);
    for (const { mac = '', queueCount } of domain?.interfaces.filter(({ isVirtio }) => isVirtio) ?? []) {
      const asked = request.channels ?? Math.min(queueCount, onlineCpus ?? queueCount);
      const done = await setChannels({ mac, queues: queueCount, asked }, guestHas, agent, signal);
      report = { ...report, interfaces: [...report.interfaces, done] };
    }
    return { ...report, interfaces: await withInterrupts(report.interfaces, agent, signal) };
  } catch (error) {
    return { ...report, problem: problemOf(error, virsh.exec.place) };
  }
}

/** The domain as it runs now: what libvirt made of the document. */
export async function runningDomain(
  virsh: Virsh,
  uuid: string,
  signal?: AbortSignal,
): Promise<Domain | undefined> {
  return readDomain(parseXml(await virsh.runningXml(uuid, signal)));
}

/** Waits while the guest boots; gives up at once when no waiting would help. */
async function waitForAgent(agent: GuestAgent, { transcript, patience, signal }: GuestTools): Promise<void> {
  const start = Date.now();
  try {
    while (!(await answers(agent, Date.now() - start < patience.agent, signal))) {
      transcript.progress(l10n.t('Waiting for the guest agent: {0} s', secondsSince(start)));
      await pause(patience.poll, signal);
    }
  } finally {
    transcript.progress(undefined);
  }
}

async function answers(agent: GuestAgent, isPatient: boolean, signal?: AbortSignal): Promise<boolean> {
  try {
    await agent.ping(signal);
    return true;
  } catch (error) {
    const isBooting = error instanceof AgentError && /^(not-connected|hung)$/.test(error.failure);
    if (isBooting && isPatient) return false;
    throw error;
  }
}

/** An agent may not be allowed to tell; then the definition's number has to do. */
async function onlineCpusOf(
  agent: GuestAgent,
  domain: Domain | undefined,
  signal?: AbortSignal,
): Promise<number | undefined> {
  try {
    return await agent.onlineCpus(signal);
  } catch (error) {
    if (error instanceof AgentError) return domain?.vcpus.current;
    throw error;
  }
}

/** Not every host has ps, or shows everybody's processes. What it shows of others is nothing to repeat. */
async function vhostWorkers(
  { uuid }: GuestRequest,
  { virsh, signal }: GuestTools,
): Promise<number | undefined> {
  const count = (output: string) => countVhostWorkers(output, uuid);
  const shown = ({ stdout }: ExecResult) =>
    l10n.t('(vhost workers of this domain: {0})', count(stdout) ?? '?');
  try {
    const { code, stdout } = await virsh.exec.run(listThreads, { signal, shown });
    return code === 0 ? count(stdout) : undefined;
  } catch (error) {
    if (error instanceof ExecError && error.failure === 'not-found') return undefined;
    throw error;
  }
}

async function withInterrupts(
  interfaces: readonly InterfaceReport[],
  agent: GuestAgent,
  signal?: AbortSignal,
): Promise<InterfaceReport[]> {
  const { stdout } = await agent.run('grep', ['-E', 'CPU|virtio', '/proc/interrupts'], signal);
  return interfaces.map((one) =>
    one.virtio === undefined ? one : { ...one, interrupts: queueInterrupts(stdout, one.virtio) },
  );
}

function problemOf(error: unknown, place: string): GuestProblem {
  if (isAbort(error)) {
    return { failure: 'cancelled', message: l10n.t('Cancelled: the guest keeps the channels it has now.') };
  }
  if (error instanceof GuestError) return error.problem;
  if (error instanceof AgentError) return { failure: error.failure, message: error.message };
  return { failure: 'host-failed', message: describe(error, place) };
}
