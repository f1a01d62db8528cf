/**
 * How long an editor waits for completion, hover and diagnostics: node --import tsx bench/requests.ts [FILE] [REQUESTS]
 *
 * Speaks to dist/server.js over its standard streams, as an editor does. FILE is a domain document; without one, a domain
 * of about 20 KB with many interfaces is made up. Times are from request to answer: of requests one after the other at
 * random places, and of completion right behind each typed character, when the document is read anew. The next character
 * is typed once the server has published what it finds wrong: nobody types faster.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Random } from '../test/relaxng/random.ts';
import { median, quantile } from './processes.ts';

const uri = 'file:///bench.xml';
/** Requests before those that count: the automaton is built as it is asked, the code compiled as it is run. */
const WARM_UP = 200;

const capabilities = {
  textDocument: {
    completion: {
      contextSupport: true,
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown'],
        insertTextModeSupport: { valueSet: [1, 2] },
      },
    },
    hover: { contentFormat: ['markdown'] },
  },
} as const;

const nic = (index: number) => `    <interface type='bridge'>
      <mac address='52:54:00:6d:71:${index.toString(16).padStart(2, '0')}'/>
      <source bridge='br${index % 4}'/>
      <model type='virtio'/>
      <driver name='vhost' queues='4' rx_queue_size='1024'/>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x${index.toString(16)}' function='0x0'/>
    </interface>
`;

function madeUp(): string {
  const nics = Array.from({ length: 58 }, (_, index) => nic(index));
  return `<domain type='kvm'>
  <name>vm-1</name>
  <memory unit='GiB'>4</memory>
  <vcpu>8</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <devices>
${nics.join('')}  </devices>
</domain>
`;
}

async function started(): Promise<{ server: ChildProcess; connection: ProtocolConnection }> {
  const server = spawn(process.execPath, [path.join(__dirname, '../dist/server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities });
  await connection.sendNotification('initialized', {});
  return { server, connection };
}

async function timed(
  title: string,
  count: number,
  request: () => Promise<unknown>,
  rest: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const times: number[] = [];
  for (let done = 0; done < WARM_UP + count; done++) {
    const start = performance.now();
    await request();
    if (done >= WARM_UP) times.push(performance.now() - start);
    await rest();
  }
  const [middle, most] = [median(times), quantile(times, 0.99)].map((time) => `${time.toFixed(2)} ms`);
  console.log(`${title}: median ${middle}, p99 ${most}`);
}

async function measure(text: string, count: number): Promise<void> {
  const { server, connection } = await started();
  const random = new Random(1);
  let at = 0;
  let document = TextDocument.create(uri, 'libvirt-domain', 1, text);
  const somewhere = () => document.positionAt(random.below(text.length));
  const ask = (method: string, position = somewhere()) =>
    connection.sendRequest(method, { textDocument: { uri }, position });
  /** Types `<` at the start of a line, or takes it back. */
  const change = async () => {
    const { version } = document;
    const isTyped = version % 2 === 1;
    if (isTyped) at = text.indexOf('\n', text.indexOf('<devices>') + random.below(text.length / 2)) + 1;
    const start = document.positionAt(at);
    const end = document.positionAt(isTyped ? at : at + 1);
    const contentChanges = [{ range: { start, end }, text: isTyped ? '<' : '' }];
    document = TextDocument.update(document, contentChanges, version + 1);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: version + 1 },
      contentChanges,
    });
    return document.positionAt(isTyped ? at + 1 : at);
  };
  let published: () => void = () => {};
  connection.onNotification('textDocument/publishDiagnostics', () => published());
  console.log(`${text.length} characters, ${count} requests each`);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: document.languageId, version: 1, text },
  });
  await timed('hover', count, () => ask('textDocument/hover'));
  await timed('completion', count, () => ask('textDocument/completion'));
  let isPublished = Promise.resolve();
  const type = () => {
    isPublished = new Promise((resolve) => {
      published = resolve;
    });
    return change();
  };
  const typeAndAsk = async () => ask('textDocument/completion', await type());
  await timed('completion behind a typed character', count, typeAndAsk, () => isPublished);
  await timed('diagnostics behind a typed character', count, () => type().then(() => isPublished));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  server.kill();
}

const [file, count = '2000'] = process.argv.slice(2);
void measure(file === undefined ? madeUp() : readFileSync(file, 'utf8'), Number(count));
