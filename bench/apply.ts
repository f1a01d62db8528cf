import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply } from '../client/src/apply/apply.ts';
import { storageIn } from '../client/src/apply/storage.ts';
import type { Exec } from '../client/src/host/exec.ts';
import { SshExec } from '../client/src/host/ssh.ts';
import { Virsh } from '../client/src/host/virsh.ts';
import { defaultSettings } from '../server/src/service.ts';
import { toolsFor } from '../test/lab/faults/attempt.ts';
import { tinyDomain } from '../test/lab/faults/scenario.ts';
import { startPrivateHost } from '../test/lab/privateHost.ts';

/**
 * What Apply adds to the commands it runs: a VM is stored and started, then stored anew and started again, over ssh. Waiting
 * for the guest between two looks at it is not counted: `--import tsx bench/apply.ts`.
 */
async function main(): Promise<void> {
  const host = await startPrivateHost();
  const folder = mkdtempSync(join(tmpdir(), 'virtqueue-bench-'));
  try {
    const domain = tinyDomain();
    const exec = timed(new SshExec(host.alias, ['-F', host.configFile]));
    for (const queues of [2, 4]) {
      exec.reset();
      const start = performance.now();
      const text = domain.xml(queues).replace(/ *<channel[\s\S]*?<\/channel>\n/, '');
      const tools = {
        ...toolsFor(new Virsh(exec, 'qemu:///system')),
        patience: { poll: 100, shutdown: 0, agent: 0, recovery: 0 },
      };
      const report = await apply(
        {
          text,
          mode: 'persist',
          settings: defaultSettings,
          target: { ssh: host.alias, uri: 'qemu:///system' },
          storage: storageIn(folder),
        },
        tools,
      );
      const total = performance.now() - start;
      const { commands, milliseconds } = exec.spent();
      console.log(
        `${report.outcome}: ${total.toFixed(0)} ms, of which ${milliseconds.toFixed(0)} ms in ${commands} commands and ${(total - milliseconds).toFixed(0)} ms beyond; ${host.logins()} logins so far`,
      );
    }
    await new Virsh(exec, 'qemu:///system').destroy(domain.uuid);
  } finally {
    host.stop();
    rmSync(folder, { recursive: true });
  }
}

function timed(exec: Exec): Exec & { reset(): void; spent(): { commands: number; milliseconds: number } } {
  let commands = 0;
  let milliseconds = 0;
  return {
    place: exec.place,
    display: (argv) => exec.display(argv),
    async run(argv, options) {
      const start = performance.now();
      try {
        return await exec.run(argv, options);
      } finally {
        commands += 1;
        milliseconds += performance.now() - start;
      }
    },
    reset() {
      commands = 0;
      milliseconds = 0;
    },
    spent: () => ({ commands, milliseconds }),
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
