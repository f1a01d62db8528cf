import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CodeAction, LSPErrorCodes, type TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Random } from '../../relaxng/random.ts';
import { type Change, randomChange } from './edits.ts';
import { type Places, type Question, questionsFor } from './questions.ts';
import { FuzzedServer } from './server.ts';

const root = path.join(__dirname, '../../..');
const uri = 'file:///fuzzed/vm.xml';
/** Errors that are answers: overtaken by an edit or a cancellation, or a refusal with a sentence for the person. */
const answers: readonly number[] = [
  LSPErrorCodes.ContentModified,
  LSPErrorCodes.RequestCancelled,
  LSPErrorCodes.ServerCancelled,
  LSPErrorCodes.RequestFailed,
];
/** Milliseconds, of the clock and of the server's own work: on a busy machine the clock alone says little. */
const slow = 1000;

export interface FuzzReport {
  readonly edits: number;
  readonly requests: number;
  /** Exceptions, deaths, edits that do not fit the document: each with the number of the step that it came at. */
  readonly failures: readonly string[];
  /** Milliseconds. */
  readonly slowest: { readonly method: string; readonly time: number };
  /** Bytes of heap in use, at twenty places of the way. */
  readonly heaps: readonly number[];
}

/** Random edits and requests to the server that ships, the same for the same seed. */
export async function fuzz(steps: number, seed: number): Promise<FuzzReport> {
  const random = new Random(seed);
  const seeds = globSync('{examples/*.xml,test/rules/fixtures/*/*.failing.xml}', { cwd: root })
    .sort()
    .map((file) => readFileSync(path.join(root, file), 'utf8'));
  const server = new FuzzedServer();
  const { client, complaints } = server;
  const failures: string[] = [];
  const heaps: number[] = [];
  let slowest = { method: '', time: 0 };
  let kept = 0;
  let requests = 0;
  let edits = 0;
  let document = TextDocument.create(uri, 'libvirt-domain', 1, random.one(seeds));

  const asked = questionsFor((await client.initialize({}, { capabilities })).capabilities);
  client.connection.onRequest('workspace/applyEdit', ({ edit: made }: { edit: WorkspaceEdit }) => {
    failures.push(...misfits(made));
    return { applied: false };
  });
  await client.open(uri, document.getText());

  const places: Places = {
    random,
    uri,
    get version() {
      return document.version;
    },
    position: () => {
      if (random.below(50) === 0) return { line: random.below(5000), character: random.below(5000) };
      return document.positionAt(random.below(document.getText().length + 1));
    },
    range: () => {
      const [start = 0, end = 0] = [0, 0]
        .map(() => random.below(document.getText().length + 1))
        .sort((a, b) => a - b);
      return { start: document.positionAt(start), end: document.positionAt(end) };
    },
  };

  try {
    for (let step = 1; step <= steps && server.isAlive && failures.length < 20; step++) {
      if (random.below(2) === 0) await edit(randomChange(document, random, seeds));
      else await ask(random.one(asked), step);
      failures.push(...complaints.splice(0).map((each) => `step ${step}: ${each}`));
      if (failures.length > kept) keep(document.getText(), `${seed}-${step}.xml`);
      kept = failures.length;
      if (step % Math.ceil(steps / 20) === 0) heaps.push(await server.heap());
      client.published.length = 0;
    }
  } finally {
    await server.stop();
  }
  return { edits, requests, failures, slowest, heaps };

  async function edit(change: Change): Promise<void> {
    edits++;
    const version = document.version + 1;
    document = TextDocument.update(document, [change as never], version);
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [change],
    });
  }

  async function ask({ method, params, resolve }: Question, step: number): Promise<void> {
    const started = performance.now();
    const workBefore = server.isAlive ? server.work : 0;
    const parameters = params(places);
    try {
      requests++;
      const answer = await client.connection.sendRequest(method, parameters as object);
      for (const wrong of misfits(answer)) failures.push(`step ${step}: ${method}: ${wrong}`);
      const item = resolve && anItemOf(answer, random);
      if (resolve && item) await client.connection.sendRequest(resolve, item);
    } catch (error) {
      const { code, message } = error as { code?: number; message: string };
      if (code === undefined || !answers.includes(code))
        failures.push(`step ${step}: ${method} ${JSON.stringify(parameters)}: ${code} ${message}`);
    }
    const time = performance.now() - started;
    if (time > slowest.time) slowest = { method, time };
    const work = time > slow && server.isAlive ? server.work - workBefore : 0;
    if (work > slow)
      failures.push(`step ${step}: ${method} took ${Math.round(time)} ms, ${work} of them its own`);
  }

  /** Every edit in an answer must be one that an editor can make. */
  function* misfits(answer: unknown): Iterable<string> {
    for (const edits of editsIn(answer)) {
      try {
        TextDocument.applyEdits(document, edits);
      } catch (error) {
        yield `${error} in ${JSON.stringify(edits).slice(0, 500)}`;
      }
    }
  }
}

/** A document that something failed on, to look at: `out/fuzz/SEED-STEP.xml`. */
function keep(text: string, name: string): void {
  const folder = path.join(root, 'out/fuzz');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

/** All that today's editors can do that changes what the server offers. */
const capabilities = {
  workspace: { configuration: true, applyEdit: true },
  textDocument: {
    rename: { prepareSupport: true },
    completion: { completionItem: { snippetSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
};

/** The sets of edits that are each made as one. */
function editsIn(answer: unknown): TextEdit[][] {
  if (answer === null || typeof answer !== 'object') return [];
  if (!Array.isArray(answer)) return WorkspaceEdit.is(answer) ? editsOf(answer) : [];
  if (answer.length > 0 && answer.every((each) => 'newText' in each && 'range' in each)) return [answer];
  return answer.flatMap(({ edit }: CodeAction) => (edit ? editsOf(edit) : []));
}

function editsOf({ changes = {}, documentChanges = [] }: WorkspaceEdit): TextEdit[][] {
  const versioned = documentChanges.flatMap((each) => ('edits' in each ? [each.edits as TextEdit[]] : []));
  return [...Object.values(changes), ...versioned];
}

function anItemOf(answer: unknown, random: Random): object | undefined {
  const items = Array.isArray(answer) ? answer : (answer as { items?: object[] } | null)?.items;
  return items && items.length > 0 ? random.one(items) : undefined;
}
