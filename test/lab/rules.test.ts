import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { rules } from '../../server/src/rules/index.ts';
import { defaultSettings, diagnose, openDocument } from '../../server/src/service.ts';
import { readAnnotated } from '../support/annotations.ts';
import { askLibvirt, type Host, makeHost } from './askLibvirt.ts';
import { deserves, refute, sayClaim } from './claims/claim.ts';
import { claims } from './claims/index.ts';
import { acquireLibvirt, type Libvirt } from './libvirtd.ts';

const fixtures = path.join(__dirname, '../rules/fixtures');

/** Errors because the settings set a limit, not because libvirt does. */
const limits = ['queues-out-of-range', 'queues-exceed-vcpus'];

test('every rule has its claim, and no claim is about a rule that is gone', () =>
  assert.deepEqual(Object.keys(claims).sort(), rules.map(({ id }) => id).sort()));

/** libvirtd 9.0.0 dies when it starts a guest with an interface of type null and one queue: what is fixed is only defined. */
const crashes = ['queues-on-unsupported-interface, null'];

/** Every failing fixture is shown to the real libvirt, so that no rule says what libvirt does not do. */
describe('rules say what libvirt does', { concurrency: 2 }, () => {
  let libvirt: Libvirt;
  let host: Host;
  before(async () => {
    libvirt = await acquireLibvirt();
    host = await makeHost();
  });
  after(async () => {
    host.remove();
    await libvirt.release();
  });

  for (const { id } of rules)
    for (const file of readdirSync(path.join(fixtures, id)).filter((each) => each.endsWith('.failing.xml'))) {
      const name = file.replace('.failing.xml', '');
      const { text } = readAnnotated(readFileSync(path.join(fixtures, id, file), 'utf8'));
      const severity = diagnose(openDocument(text), defaultSettings).find(
        ({ code }) => code === id,
      )?.severity;
      const claim = severity && claims[id]?.(name, severity);

      test(`${id}, ${name}: ${claim && sayClaim(claim)}`, async () => {
        assert.ok(claim);
        assert.deepEqual(refute(claim, await askLibvirt(text, host, claim.start !== undefined)), []);
        assert.ok(limits.includes(id) || deserves(claim, severity), `is reported as ${severity}`);
      });

      const fixed = path.join(fixtures, id, `${name}.fixed.xml`);
      if (severity === 'error' && existsSync(fixed))
        test(`${id}, ${name}: libvirt takes what the fix makes of it`, async () => {
          const isAboutStart = claim?.start instanceof RegExp && !crashes.includes(`${id}, ${name}`);
          const { define, start } = await askLibvirt(readFileSync(fixed, 'utf8'), host, isAboutStart);
          assert.equal(define.code, 0, define.stderr);
          assert.equal(start?.code ?? 0, 0, start?.stderr);
        });
    }
});
