import * as l10n from '@vscode/l10n';
import { type Domain, readDomain } from '../../../server/src/libvirt/domain.ts';
import { parseXml } from '../../../server/src/xml/parser.ts';
import type { Guest, GuestInterface } from '../host/guest.ts';
import { AgentError } from '../host/guestAgent.ts';
import { parseRss } from '../host/parse/ethtool.ts';
import { queueInterrupts } from '../host/parse/interrupts.ts';
import type { Virsh } from '../host/virsh.ts';
import { describe, isAbort } from './explain.ts';
import { ethtool, findInterface, noSuchInterface, readChannels, setChannels } from './guestChannels.ts';
import { GuestError, type GuestProblem, type GuestReport, type InterfaceReport } from './guestReport.ts';
import { untilStarted } from './guestStartup.ts';
import { keepChannels } from './persist.ts';
import { type QueueReadings, queuesOf, readQueues, tuningOf, vhostWorkersOf } from './queueReadings.ts';
import { type GuestTools, reachGuest } from './reachGuest.ts';

export interface GuestRequest {
  readonly uuid: string;
  /** Channels for every interface; undefined for as many as it has queues and the guest CPUs. */
  readonly channels: number | undefined;
  /** Whether the guest is to set them again whenever it starts. */
  readonly keep?: boolean;
}

/** Sets the channels of every virtio interface of a running guest and reads them back. Never rejects. */
export function setGuestQueues(request: GuestRequest, tools: GuestTools): Promise<GuestReport> {
  const visit: Visit = async (guest, { mac, queues }, guestHas, onlineCpus) => {
    const asked = request.channels ?? Math.min(queues, onlineCpus ?? queues);
    const done = await setChannels({ mac, queues, asked }, guestHas, guest, tools.signal);
    if (!request.keep || done.problem || done.device === undefined) return done;
    const kept = await keepChannels(done.device, mac, asked, guest, tools.signal);
    return 'failure' in kept ? { ...done, problem: kept } : { ...done, kept };
  };
  return reportOn(request.uuid, tools, visit, { first: (guest) => untilStarted(guest, tools) });
}

/** Reads the queues of every virtio interface of a running guest and changes nothing. Never rejects. */
export function inspectGuestQueues(
  uuid: string,
  tools: GuestTools,
  meanwhile?: (domain: Domain, guest: Guest) => Promise<void>,
): Promise<GuestReport> {
  const look: Visit = async (guest, { mac, queues }, guestHas) => {
    const found = await findInterface(mac, guestHas, guest, tools.signal);
    if (!found) return { mac, queues, asked: undefined, problem: noSuchInterface(mac) };
    const channels = await readChannels(found.device, guest, tools.signal);
    if ('failure' in channels) return { mac, queues, asked: undefined, ...found, problem: channels };
    const { stdout, stderr } = await ethtool(['-x', found.device], guest, tools.signal);
    const rss = parseRss(`${stdout}\n${stderr}`);
    return {
      ...{ mac, queues, asked: undefined, ...found },
      ...{ before: channels.current.combined, got: channels.current.combined },
      maximum: channels.maximum.combined,
      ...(rss && { rss }),
    };
  };
  return reportOn(uuid, tools, look, meanwhile ? { meanwhile } : {});
}

/** What is done with one virtio interface of the running domain. */
type Visit = (
  guest: Guest,
  wanted: { readonly mac: string; readonly queues: number },
  guestHas: readonly GuestInterface[],
  onlineCpus: number | undefined,
) => Promise<InterfaceReport>;

/** What is done once, before and after the visits. */
interface AroundVisits {
  first?(guest: Guest): Promise<void>;
  meanwhile?(domain: Domain, guest: Guest): Promise<void>;
}

/** Visits every virtio interface, with readings of all queues before and after. */
async function reportOn(
  uuid: string,
  tools: GuestTools,
  visit: Visit,
  { first, meanwhile }: AroundVisits,
): Promise<GuestReport> {
  const { virsh, signal } = tools;
  let report: GuestReport = {
    interfaces: [],
    onlineCpus: undefined,
    vhostWorkers: undefined,
    canHaveVhost: true,
    problem: undefined,
  };
  try {
    const domain = await runningDomain(virsh, uuid, signal);
    if (!domain) throw new Error(l10n.t('libvirt sent something that is not a domain.'));
    const vhostWorkers = await vhostWorkersOf(uuid, virsh, signal);
    report = { ...report, canHaveVhost: domain.type !== 'qemu', vhostWorkers };
    const guest = await reachGuest(domain, uuid, tools);
    await first?.(guest);
    const onlineCpus = await onlineCpusOf(guest, domain, signal);
    report = { ...report, onlineCpus, way: guest.way };
    const guestHas = await guest.interfaces(signal);
    const before = await readQueues(domain, guest, virsh, signal);
    const virtio = domain.interfaces.filter(({ isVirtio }) => isVirtio);
    for (const { mac = '', queueCount } of virtio) {
      const done = await visit(guest, { mac, queues: queueCount }, guestHas, onlineCpus);
      report = { ...report, interfaces: [...report.interfaces, done] };
    }
    await meanwhile?.(domain, guest);
    const now = await readQueues(domain, guest, virsh, signal);
    return {
      ...report,
      tuning: tuningOf(before, now),
      interfaces: report.interfaces.map((one, index) =>
        withReadings(one, virtio[index]?.targetDevice, before, now),
      ),
    };
  } catch (error) {
    return { ...report, problem: problemOf(error, virsh.exec.place) };
  }
}

function withReadings(
  one: InterfaceReport,
  tap: string | undefined,
  before: QueueReadings,
  now: QueueReadings,
): InterfaceReport {
  const { device, virtio } = one;
  const ofTap = tap !== undefined && {
    tap: { name: tap, before: before.tapQueues[tap], now: now.tapQueues[tap] },
  };
  if (device === undefined || virtio === undefined) return { ...one, ...ofTap };
  return {
    ...one,
    ...ofTap,
    interrupts: queueInterrupts(now.files.get('/proc/interrupts') ?? '', virtio),
    queuesBefore: queuesOf(before, device, virtio),
    queuesNow: queuesOf(now, device, virtio),
  };
}

/** The domain as it runs now: what libvirt made of the document. */
export async function runningDomain(
  virsh: Virsh,
  uuid: string,
  signal?: AbortSignal,
): Promise<Domain | undefined> {
  return readDomain(parseXml(await virsh.runningXml(uuid, signal)));
}

/** An agent may not be allowed to tell; then the definition's number has to do. */
async function onlineCpusOf(guest: Guest, domain: Domain, signal?: AbortSignal): Promise<number | undefined> {
  try {
    return await guest.onlineCpus(signal);
  } catch (error) {
    if (error instanceof AgentError) return domain.vcpus.current;
    throw error;
  }
}

function problemOf(error: unknown, place: string): GuestProblem {
  if (isAbort(error)) {
    return { failure: 'cancelled', message: l10n.t('Cancelled: the guest keeps the channels it has now.') };
  }
  if (error instanceof GuestError) return error.problem;
  if (error instanceof AgentError) return { failure: error.failure, message: error.message };
  return { failure: 'host-failed', message: describe(error, place) };
}
