import path from 'node:path';
import { Configuration } from '../../../server/src/cli/config.ts';
import { oneOf, UsageError } from '../../../server/src/cli/usage.ts';
import type { ApplyRequest } from '../apply/contract.ts';
import { modes } from '../apply/mode.ts';
import type { LeftOut, Work } from '../apply/several.ts';
import { readWithMultiQueue } from '../apply/withMultiQueue.ts';
import { readDocuments } from './documents.ts';
import { type HostValues, storageOf, targetsOf } from './options.ts';
import type { Tools } from './tools.ts';

export const workOptions = {
  mode: { type: 'string', default: 'persist' },
  'enable-multi-queue': { type: 'boolean', default: false },
} as const;

interface WorkValues extends HostValues {
  readonly mode: string;
  readonly storage?: string | undefined;
  readonly 'enable-multi-queue': boolean;
}

/**
 * Every document for every host; or the domains of these names on every host, with the change that is asked for.
 *
 * @throws UsageError
 */
export async function workFor(
  subjects: readonly string[],
  values: WorkValues,
  tools: Tools,
): Promise<(Work | LeftOut)[]> {
  const common = { mode: oneOf('mode', values.mode, modes), storage: storageOf(values) };
  return values['enable-multi-queue']
    ? changesOf(subjects, common, values, tools)
    : documentsAt(subjects, common, values, tools);
}

type Common = Pick<ApplyRequest, 'mode' | 'storage'>;

async function documentsAt(
  paths: readonly string[],
  common: Common,
  values: HostValues,
  tools: Tools,
): Promise<Work[]> {
  const documents = await readDocuments(paths);
  const work: Work[] = [];
  for (const target of targetsOf(values)) {
    const adapt = await tools.settingsOn(target);
    for (const { file, text, settings } of documents) {
      work.push({ subject: file, request: { ...common, text, settings: adapt(settings), target } });
    }
  }
  return work;
}

async function changesOf(
  domains: readonly string[],
  common: Common,
  values: HostValues,
  tools: Tools,
): Promise<(Work | LeftOut)[]> {
  if (domains.length === 0) throw new UsageError('which domains? Give names or uuids');
  const here = new Configuration(undefined).settingsFor(path.resolve('domain.xml'));
  const work: (Work | LeftOut)[] = [];
  for (const target of targetsOf(values)) {
    const settings = (await tools.settingsOn(target))(here);
    const { virsh, signal } = tools.on(target);
    for (const subject of domains) {
      const found = await readWithMultiQueue(subject, settings, virsh, signal);
      work.push(
        'outcome' in found
          ? { subject, place: virsh.exec.place, ...found }
          : { subject, request: { ...common, settings, target, text: found.text } },
      );
    }
  }
  return work;
}
