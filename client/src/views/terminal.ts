import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type GuestReport, isComplete } from '../apply/guestReport.ts';
import { renderReport } from '../apply/report.ts';
import { harmless } from '../host/harmless.ts';
import type { Transcript } from '../host/transcribe.ts';
import { coloured, eraseLine, head, style, terminalLines } from './ansi.ts';

/** Longer output is cut: a terminal is for reading along. */
const linesShown = 40;
const controlC = '\x03';

/** A terminal that shows what is done on a host. Ctrl-C in it, or closing it, cancels. */
export class HostTerminal implements Transcript, vscode.Pseudoterminal {
  readonly onDidWrite: vscode.Event<string>;
  private readonly writer = new vscode.EventEmitter<string>();
  private readonly cancel = new AbortController();
  /** What was written before the terminal was there to show it. */
  private early: string | undefined = '';
  private columns = 80;
  private hasProgress = false;

  constructor(name: string, place: 'in front' | 'behind' = 'in front') {
    this.onDidWrite = this.writer.event;
    const terminal = vscode.window.createTerminal({ name, pty: this, iconPath: new vscode.ThemeIcon('vm') });
    if (place === 'in front') terminal.show(true);
  }

  get signal(): AbortSignal {
    return this.cancel.signal;
  }

  open(size: vscode.TerminalDimensions | undefined): void {
    if (size) this.setDimensions(size);
    const early = this.early ?? '';
    this.early = undefined;
    this.writer.fire(early);
  }

  close(): void {
    this.cancel.abort();
  }

  setDimensions({ columns }: vscode.TerminalDimensions): void {
    this.columns = columns;
  }

  handleInput(data: string): void {
    if (!data.includes(controlC) || this.signal.aborted) return;
    this.line(style.yellow('^C'));
    this.cancel.abort();
  }

  command(line: string): void {
    const weight = isPlumbing(line) ? style.dim : style.bold;
    this.line(`${style.green('$')} ${weight(harmless(line))}`);
  }

  output(text: string): void {
    if (text === '') return;
    const { shown, hidden } = head(harmless(text), linesShown);
    this.line(shown.replace(/^guest# .*/, style.bold));
    if (hidden > 0) this.line(style.dim(l10n.t('… {0} more lines', hidden)));
  }

  note(text: string): void {
    this.line(style.cyan(harmless(text)));
  }

  warning(text: string): void {
    this.line(style.yellow(harmless(text)));
  }

  patch(text: string): void {
    this.line(coloured(harmless(text)));
  }

  /** The last word: what has come of it. */
  conclusion({ outcome, message }: { outcome: string; message: string }, wanted = 'applied'): void {
    const colour = { [wanted]: style.green, cancelled: style.yellow }[outcome] ?? style.red;
    this.line(`\n${style.bold(colour(harmless(message)))}`);
  }

  report(report: GuestReport): void {
    const text = renderReport(report);
    if (isComplete(report)) this.note(text);
    else this.warning(text);
  }

  progress(text: string | undefined): void {
    if (text === undefined && !this.hasProgress) return;
    this.write(eraseLine + (text === undefined ? '' : style.dim(harmless(text).slice(0, this.columns - 1))));
    this.hasProgress = text !== undefined;
  }

  private line(text: string): void {
    this.progress(undefined);
    this.write(`${text}\n`);
  }

  private write(text: string): void {
    const ready = terminalLines(text);
    if (this.early === undefined) this.writer.fire(ready);
    else this.early += ready;
  }
}

/** What passes a command into the guest says less than the command, which is shown below it. */
function isPlumbing(line: string): boolean {
  return line.includes(' qemu-agent-command ');
}
