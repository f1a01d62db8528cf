import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { nameOf, type Scenario } from './faults/scenario.ts';
import { tryOut } from './faults/trial.ts';
import { type PrivateHost, startPrivateHost } from './privateHost.ts';

/**
 * One of each kind, and how it ends: `either` where that depends on the moment.
 * `node --import tsx test/lab/faults.ts` does them all.
 */
const selection: readonly [Scenario, 'new' | 'old' | 'either'][] = [
  [{ mode: 'persist', was: 'running', place: 'turn-off', fault: 'ssh killed, command goes on' }, 'old'],
  [{ mode: 'persist', was: 'running', place: 'start', fault: 'ssh killed, command lost' }, 'old'],
  [{ mode: 'try-once', was: 'running', place: 'start', fault: 'ssh killed, command goes on' }, 'either'],
  [{ mode: 'persist', was: 'running', place: 'turn-off', fault: 'libvirtd killed' }, 'either'],
  [{ mode: 'persist', was: 'running', place: 'start', fault: 'answer lost' }, 'new'],
  [{ mode: 'persist', was: 'running', place: 'start', fault: 'virsh fails' }, 'old'],
  [{ mode: 'try-once', was: 'transient', place: 'start', fault: 'virsh fails' }, 'old'],
  [{ mode: 'persist', was: 'running', place: 'turn-off', fault: 'killed after, resume' }, 'new'],
  [{ mode: 'persist', was: 'running', place: 'start', fault: 'killed after, roll back' }, 'old'],
  [{ mode: 'try-once', was: 'transient', place: 'start', fault: 'killed before, roll back' }, 'old'],
  [{ mode: 'define-only', was: 'off', place: 'store', fault: 'killed after, roll back' }, 'old'],
  [{ mode: 'persist', was: 'running', place: 'backup', fault: 'disk full' }, 'old'],
  [{ mode: 'persist', was: 'running', place: 'journal', fault: 'disk full' }, 'old'],
  [{ mode: 'persist', was: 'running', place: 'turn-off', fault: 'guest hung' }, 'old'],
  [{ mode: 'persist', was: 'running', place: 'start', fault: 'changed behind our back' }, 'old'],
  [{ mode: 'guest-only', was: 'running', place: 'reach', fault: 'agent gone' }, 'old'],
  [{ mode: 'guest-only', was: 'running', place: 'set', fault: 'killed before' }, 'old'],
  [{ mode: 'guest-only', was: 'running', place: 'read back', fault: 'ssh killed, command goes on' }, 'new'],
  [{ mode: 'guest-only', was: 'running', place: 'read back', fault: 'changed behind our back' }, 'old'],
];

describe('whatever goes wrong, there is the new domain or the old one as it was', () => {
  let host: PrivateHost;
  before(async () => {
    host = await startPrivateHost();
  });
  after(() => host.stop());

  for (const [scenario, end] of selection) {
    it(nameOf(scenario), async () => {
      const verdict = await tryOut(scenario, host);
      const said = `${verdict.outcome}: ${verdict.detail}`;
      assert.notEqual(verdict.end, 'LOSS', said);
      if (end !== 'either') assert.equal(verdict.end, end, said);
    });
  }
});
