import { parseArgs } from 'node:util';
import { nameOf, scenarios } from './faults/scenario.ts';
import { tryOut } from './faults/trial.ts';
import type { Verdict } from './faults/verdict.ts';
import { startPrivateHost } from './privateHost.ts';

/**
 * Lets Apply go wrong at every step of every mode in every way, on a libvirt of its own, and prints what there is
 * afterwards. `--only TEXT` chooses scenarios by their names: `node --import tsx test/lab/faults.ts --only "virsh fails"`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const chosen = scenarios().filter((each) =>
    (values.only ?? []).every((text) => nameOf(each).includes(text)),
  );
  const host = await startPrivateHost();
  const verdicts: Verdict[] = [];
  try {
    for (const scenario of chosen) {
      const start = Date.now();
      const verdict = await tryOut(scenario, host);
      verdicts.push(verdict);
      const { mode, was, place, fault } = scenario;
      const cells = [
        mode.padEnd(11),
        was.padEnd(9),
        place.padEnd(9),
        fault.padEnd(27),
        verdict.end.padEnd(4),
      ];
      console.log([...cells, `${verdict.outcome}`, `${Date.now() - start} ms`, verdict.detail].join(' | '));
    }
  } finally {
    host.stop();
  }
  const losses = verdicts.filter(({ end }) => end === 'LOSS').length;
  const count = (end: string) => verdicts.filter((verdict) => verdict.end === end).length;
  console.log(
    `\n${verdicts.length} faults: the new domain ${count('new')}, the old one as before ${count('old')}, losses ${losses}`,
  );
  process.exitCode = losses === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
