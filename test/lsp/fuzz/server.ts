import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { built } from '../../support/cli.ts';
import { LspClient } from '../../support/lspClient.ts';

/** In the server's process: answers every message from outside with the bytes of its heap that are in use. */
const meter = `process.on('message', () => { gc(); process.send(process.memoryUsage().heapUsed); }); process.channel.unref();`;

/** The server that ships, in a process of its own, with all that it complains of. */
export class FuzzedServer {
  readonly client: LspClient;
  /** What it wrote to standard error, logged as an error, or died of. */
  readonly complaints: string[] = [];
  readonly #process: ChildProcessWithoutNullStreams;
  #isAskedToEnd = false;

  constructor() {
    const preload = `data:text/javascript,${encodeURIComponent(meter)}`;
    this.#process = spawn(
      process.execPath,
      ['--expose-gc', '--import', preload, built('server.js'), '--stdio'],
      { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] },
    ) as unknown as ChildProcessWithoutNullStreams;
    const { stdin, stdout, stderr } = this.#process;
    stderr.on('data', (chunk: Buffer) => this.complaints.push(`stderr: ${chunk}`));
    this.client = new LspClient(
      createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin)),
    );
    this.client.connection.onNotification('window/logMessage', ({ type, message }) => {
      if (type === 1) this.complaints.push(`log: ${message}`);
    });
    this.#process.on('exit', (code, signal) => {
      if (!this.#isAskedToEnd) this.complaints.push(`the server ended: ${code ?? signal}`);
      this.client.connection.dispose();
    });
  }

  get isAlive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Milliseconds of processor time that the server has used; of the clock's time, other programs take their part. */
  get work(): number {
    const [, fields = ''] = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8').split(') ');
    const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
    return (user + system) * 10;
  }

  /** In bytes, after a collection. */
  async heap(): Promise<number> {
    this.#process.send?.('heap');
    const [bytes] = await once(this.#process, 'message');
    return bytes as number;
  }

  async stop(): Promise<void> {
    this.#isAskedToEnd = true;
    if (!this.isAlive) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill();
    await ended;
  }
}
