import * as l10n from '@vscode/l10n';
import { parse, UsageError } from '../../../server/src/cli/usage.ts';
import { describe } from '../apply/explain.ts';
import { type GuestRequest, setGuestQueues } from '../apply/guest.ts';
import { isComplete } from '../apply/guestReport.ts';
import { summarise } from '../apply/report.ts';
import type { Result } from '../apply/several.ts';
import { guestOptions } from './guestWay.ts';
import { hostOptions, targetsOf } from './options.ts';
import { exitCodeOf, printResults } from './results.ts';
import { Tools } from './tools.ts';

/** Sets the queues inside running guests, named by domain name or uuid. */
export async function guest(args: string[]): Promise<number> {
  const options = {
    ...hostOptions,
    ...guestOptions,
    channels: { type: 'string' },
    persist: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parse({ args, allowPositionals: true, options });
  if (positionals.length === 0) throw new UsageError('which guests? Give names or uuids of domains');
  const channels = values.channels === undefined ? undefined : Number(values.channels);
  if (channels !== undefined && !(Number.isInteger(channels) && channels > 0))
    throw new UsageError(`--channels takes a number from 1: not '${values.channels}'`);
  const tools = new Tools(values);
  const results: Result[] = [];
  for (const target of targetsOf(values)) {
    for (const name of positionals) {
      results.push(await setOne(name, { channels, keep: values.persist }, tools.on(target)));
    }
  }
  printResults(results, values.json);
  return exitCodeOf(results);
}

async function setOne(
  name: string,
  request: Omit<GuestRequest, 'uuid'>,
  tools: Parameters<typeof setGuestQueues>[1],
): Promise<Result> {
  const { virsh, signal } = tools;
  const { place } = virsh.exec;
  const result = (outcome: 'applied' | 'failed', message: string) => ({
    subject: name,
    place,
    name,
    outcome,
    message,
  });
  try {
    const found = await virsh.find(name, signal);
    if (!found) return result('failed', l10n.t('The host has no domain "{0}".', name));
    const report = await setGuestQueues({ ...request, uuid: found.uuid }, tools);
    return { ...result(isComplete(report) ? 'applied' : 'failed', summarise(name, report)), guest: report };
  } catch (error) {
    return result('failed', describe(error, place));
  }
}
