import { parse, UsageError } from '../../../server/src/cli/usage.ts';
import { unfinished } from '../apply/journal/logbook.ts';
import { choicesFor, finish as finishOne } from '../apply/unfinished.ts';
import { harmless } from '../host/harmless.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { cancelOnSignals, consoleTranscript, forceOffBy } from './console.ts';
import { guestAccessOf, guestWayOn } from './guestWay.ts';
import { changeOptions, Execs, hostOptions, patienceOf, storageOf } from './options.ts';
import { exitCodeOf, exitCodes, printResults } from './results.ts';

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
  const access = guestAccessOf(values);
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
  const execs = new Execs();
  const exec = execs.to(target);
  const signal = cancelOnSignals();
  const transcript = consoleTranscript('');
  const report = await finishOne(chosen, choice, storage, {
    virsh: new Virsh(transcribed(exec, transcript), target.uri),
    transcript,
    questions: { confirm: async () => true, forceOff: forceOffBy(values['force-off'], signal) },
    patience: patienceOf(values),
    way: guestWayOn(target, access, execs),
    signal,
  });
  const result = { subject: id, place: exec.place, name, ...report };
  printResults([result], values.json);
  // To be as it was is what was asked for.
  return choice === 'roll-back' && report.outcome === 'rolled-back' ? exitCodes.done : exitCodeOf([result]);
}
