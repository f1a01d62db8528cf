import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cli, Scratch } from '../support/cli.ts';
import { domainWith } from '../support/domains.ts';

/** The home of somebody who has `virtqueue` on the path, and a domain with nine queues. */
export class Home {
  readonly scratch = new Scratch();
  readonly domain = this.scratch.write('vm-1.xml', domainWith("<driver name='vhost' queues='9'/>"));

  constructor() {
    const bin = path.join(this.scratch.folder, 'bin');
    mkdirSync(bin);
    symlinkSync(cli, path.join(bin, 'virtqueue'));
  }

  /** What the editor prints, both ways together; it is killed after half a minute. */
  async run(program: string, args: readonly string[]): Promise<string> {
    const { folder } = this.scratch;
    const child = spawn(program, args, {
      cwd: folder,
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: [path.join(folder, 'bin'), path.dirname(process.execPath), process.env.PATH].join(
          path.delimiter,
        ),
        HOME: folder,
        XDG_CONFIG_HOME: path.join(folder, '.config'),
        LC_ALL: 'C.UTF-8',
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
    return output;
  }
}
