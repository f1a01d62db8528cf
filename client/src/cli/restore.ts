import { oneOf, parse, UsageError } from '../../../server/src/cli/usage.ts';
import { defaultSettings } from '../../../server/src/service.ts';
import { listBackups, readForm } from '../apply/backups.ts';
import { modes } from '../apply/mode.ts';
import { harmless } from '../host/harmless.ts';
import { agreementOf, applyAll } from './apply.ts';
import { changeOptions, hostOptions, storageOf, targetsOf } from './options.ts';
import { exitCodes } from './results.ts';
import { Tools } from './tools.ts';

/** Lists backups, or applies one of them again, which is a plan like any other. */
export async function restore(args: string[]): Promise<number> {
  const options = {
    ...hostOptions,
    ...changeOptions,
    uri: { type: 'string' },
    mode: { type: 'string', default: 'persist' },
  } as const;
  const { values, positionals } = parse({ args, allowPositionals: true, options });
  const mode = oneOf('mode', values.mode, modes);
  const storage = storageOf(values);
  const backups = await listBackups(storage.backups);
  const [id, ...others] = positionals;
  if (id === undefined) {
    if (values.json) process.stdout.write(`${JSON.stringify(backups, undefined, 2)}\n`);
    else
      for (const { id, name, place, saved } of backups)
        process.stdout.write(`${id}  ${harmless(name)}  ${place}  ${saved}\n`);
    return exitCodes.done;
  }
  const backup = backups.find((each) => each.id === id);
  if (!backup || others.length > 0)
    throw new UsageError(`there is no backup '${positionals.join(' ')}'; virtqueue restore lists them`);
  const own = values.host === undefined && values.uri === undefined;
  const targets = own ? [backup.target] : targetsOf({ ...values, uri: values.uri ?? backup.target.uri });
  const agreement = agreementOf(values);
  const text = await readForm(backup, mode);
  const request = { text, mode, settings: defaultSettings, storage, isBackup: true };
  return applyAll(
    targets.map((target) => ({ subject: id, request: { ...request, target } })),
    agreement,
    new Tools(values),
  );
}
