import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exec, ExecError, ExecOptions, ExecResult } from '../../client/src/host/exec.ts';

export type Reply = Partial<ExecResult> | ExecError;

/** A host that answers by script: the first rule whose text is in the command line gives its replies in turn. */
export class FakeExec implements Exec {
  readonly place = 'the test host';
  readonly calls: { readonly argv: readonly string[]; readonly options: ExecOptions }[] = [];
  private readonly rules: { text: string; replies: Reply[] }[] = [];

  /** The last reply stands for all later calls. */
  on(text: string, ...replies: Reply[]): this {
    this.rules.push({ text, replies });
    return this;
  }

  display(argv: readonly string[]): string {
    return argv.join(' ');
  }

  async run(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    this.calls.push({ argv, options });
    const line = this.display(argv);
    const rule = this.rules.find(({ text }) => line.includes(text));
    assert.ok(rule, `nobody expected: ${line}`);
    const reply = rule.replies.length > 1 ? rule.replies.shift() : rule.replies[0];
    if (reply instanceof Error) throw reply;
    return { code: 0, stdout: '', stderr: '', ...reply };
  }
}

export function fails(stderr: string): Reply {
  return { code: 1, stderr };
}

export function prints(stdout: string): Reply {
  return { stdout };
}

/** A recorded output. */
export function fixture(name: string): string {
  return readFileSync(join(__dirname, 'fixtures', name), 'utf8');
}
