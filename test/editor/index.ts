import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import type { Tally } from '../../scripts/testing/tally.ts';
import { driver } from './driver.ts';
import { resultsVariable } from './environment.ts';

/** What VS Code calls in the extension host; rejects when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Report });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.js'))) {
    mocha.addFile(join(__dirname, file));
  }
  const { passes, failures, pending } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats as Mocha.Stats));
  });
  const tally: Tally = { passed: passes, failed: failures, skipped: pending };
  writeFileSync(process.env[resultsVariable] ?? '', JSON.stringify(tally));
  if (failures > 0) {
    throw new Error(`${failures} tests failed`);
  }
}

class Report extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const print = (line: string) => void driver.print(line);
    runner.on('pass', (test) => print(`✔ ${test.fullTitle()} (${test.duration} ms)`));
    runner.on('pending', (test) => print(`﹣ ${test.fullTitle()}: skipped`));
    runner.on('fail', (test, error: Error) =>
      print(`✖ ${test.fullTitle()}\n${error.stack ?? error.message}`),
    );
  }
}
