import { parse, UsageError } from '../../../server/src/cli/usage.ts';
import { unfinished } from '../apply/journal/logbook.ts';
import { choicesFor, finish as finishOne } from '../apply/unfinished.ts';
import { harmless } from '../host/harmless.ts';
import { changeOptions, hostOptions, storageOf } from './options.ts';
import { exitCodeOf, exitCodes, printResults } from './results.ts';
import { Tools } from './tools.ts';

/** Lists applies that were left half-way, or takes one of them to its end. */
export async function finish(args: string[]): Promise<number> {
  const { storage: storageOption, json } = hostOptions;
  const options = {
    ...changeOptions,
    storage: storageOption,
    json,
    resume: { type: 'boolean', default: false },
    'roll-back': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parse({ args, allowPositionals: true, options });
  const storage = storageOf(values);
  const left = await unfinished(storage.journals);
  const [id, ...others] = positionals;
  if (id === undefined) {
    const shown = left.map((each) => {
      const { id, name, place, mode } = each.journal.job;
      return { id, name, place, mode, choices: choicesFor(each) };
    });
    if (values.json) process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
    else
      for (const each of shown)
        process.stdout.write(
          `${each.id}  ${harmless(each.name)}  ${each.place}  ${each.choices.join(', ')}\n`,
        );
    return exitCodes.done;
  }
  const chosen = left.find(({ journal }) => journal.job.id === id);
  if (!chosen || others.length > 0)
    throw new UsageError(
      `there is no unfinished apply '${positionals.join(' ')}'; virtqueue finish lists them`,
    );
  if (values.resume === values['roll-back']) throw new UsageError('finish how? Give --resume or --roll-back');
  const choice = values.resume ? 'resume' : 'roll-back';
  if (!choicesFor(chosen).includes(choice))
    throw new UsageError('it is on its way back already: only --roll-back is left');
  const { target, name } = chosen.journal.job;
  const { forceOff, ...tools } = new Tools(values).on(target);
  const questions = { confirm: async () => true, forceOff };
  const report = await finishOne(chosen, choice, storage, { ...tools, questions });
  const { place } = tools.virsh.exec;
  const result = { subject: id, place, name, ...report };
  printResults([result], values.json);
  // To be as it was is what was asked for.
  return choice === 'roll-back' && report.outcome === 'rolled-back' ? exitCodes.done : exitCodeOf([result]);
}
