import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quote } from '../quote.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { kindOf, type Request, requestFrom, type SshQuestion } from './protocol.ts';

/** Undefined when the person does not want to answer. */
export type AskPerson = (question: SshQuestion) => Promise<string | undefined>;

/** One ssh that may ask. */
export interface AskSession {
  /** What its environment needs. */
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted once the person did not want to answer: ssh would ask twice more. */
  readonly declined: AbortSignal;
  end(): void;
}

interface Session {
  readonly place: string;
  readonly declined: AbortController;
  /** What it has asked so far. */
  readonly prompts: Set<string>;
}

/** Longer requests are not ssh's. */
const longestRequest = 64 * 1024;

/**
 * Lets ssh ask a person through us. ssh starts a small script of ours for each question, which passes it on over a socket
 * that only this user can open, with a token that only that ssh knows. Answers go to ssh and nowhere else.
 */
export class Askpass {
  private readonly askPerson: AskPerson;
  private readonly helper: string;
  private readonly sessions = new Map<string, Session>();
  private listening: Promise<{ server: Server; folder: string }> | undefined;

  /** @param helper path of `helper.ts`, bundled or not, for the Node that runs this */
  constructor(askPerson: AskPerson, helper: string) {
    this.askPerson = askPerson;
    this.helper = helper;
  }

  async session(place: string): Promise<AskSession> {
    this.listening ??= this.listen();
    const { folder } = await this.listening;
    const token = randomBytes(32).toString('hex');
    const declined = new AbortController();
    this.sessions.set(token, { place, declined, prompts: new Set() });
    return {
      environment: {
        SSH_ASKPASS: join(folder, 'askpass'),
        SSH_ASKPASS_REQUIRE: 'force',
        // OpenSSH before 8.4 asks this way only where there is a display.
        DISPLAY: process.env.DISPLAY || ':0',
        VIRTQUEUE_ASKPASS_SOCKET: join(folder, 'socket'),
        VIRTQUEUE_ASKPASS_TOKEN: token,
      },
      declined: declined.signal,
      end: () => this.sessions.delete(token),
    };
  }

  async dispose(): Promise<void> {
    const listening = await this.listening;
    listening?.server.close();
    if (listening) rmSync(listening.folder, { recursive: true, force: true });
  }

  private listen(): Promise<{ server: Server; folder: string }> {
    const folder = temporaryFolder(tmpdir(), 'virtqueue-askpass-');
    // VS Code's own program serves as Node when it is told to.
    const script = `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quote(process.execPath)} ${quote(this.helper)} "$@"\n`;
    writeFileSync(join(folder, 'askpass'), script, { mode: 0o700 });
    const server = createServer({ allowHalfOpen: true }, (socket) => this.serve(socket));
    server.unref();
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(join(folder, 'socket'), () => resolve({ server, folder }));
    });
  }

  private serve(socket: Socket): void {
    const gone = new AbortController();
    let received = '';
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('close', () => gone.abort());
    socket.on('end', () => socket.end());
    socket.on('data', (chunk: string) => {
      received += chunk;
      const end = received.indexOf('\n');
      if (end < 0 && received.length <= longestRequest) return;
      socket.removeAllListeners('data');
      void this.answer(requestFrom(received.slice(0, end)), gone.signal)
        .catch(() => undefined)
        .then((answer) => socket.end(answer === undefined ? '' : JSON.stringify(answer)));
    });
  }

  private async answer(request: Request | undefined, signal: AbortSignal): Promise<string | undefined> {
    const session = request && this.sessions.get(request.token);
    if (!session || session.declined.signal.aborted) return undefined;
    const { place, prompts } = session;
    const kind = kindOf(request);
    const text = request.prompt.trim();
    const again = prompts.has(text);
    prompts.add(text);
    const answer = await this.askPerson({ place, kind, text, again, signal });
    if (answer === undefined && kind !== 'notice' && !signal.aborted) session.declined.abort();
    return answer;
  }
}
