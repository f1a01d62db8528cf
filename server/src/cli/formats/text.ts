import * as l10n from '@vscode/l10n';
import { excerpt } from './excerpt.ts';
import { type CheckedFile, count, type Format, type Range, type ReportedDiagnostic } from './report.ts';

const reset = '\x1b[0m';
const styles = {
  bold: '\x1b[1m',
  dim: '\x1b[2m',
  error: '\x1b[1;31m',
  warning: '\x1b[1;33m',
  information: '\x1b[1;34m',
  hint: '\x1b[1;36m',
} as const;

type Paint = (style: keyof typeof styles, text: string) => string;

const coloured: Paint = (style, text) => `${styles[style]}${text}${reset}`;
const plain: Paint = (_, text) => text;

/**
 * `file:line:column: severity: message [code]`, which editors and terminals turn into links, with the line itself and a
 * mark below the place; at the end, the sums. Nothing when nothing is wrong.
 */
export const text: Format = (files, { colour }) => {
  const paint = colour ? coloured : plain;
  const problems = files.flatMap((file) => file.diagnostics.map((each) => describe(file, each, paint)));
  return problems.length === 0 ? '' : `${problems.join('')}${summary(files)}\n`;
};

function describe({ file, lines }: CheckedFile, diagnostic: ReportedDiagnostic, paint: Paint): string {
  const { code, severity, message, range, related } = diagnostic;
  const output = [
    `${paint('bold', place(file, range))} ${paint(severity, `${severity}:`)} ${message} ${paint('dim', `[${code}]`)}`,
    ...marked(lines, range, severity, paint),
    ...(related ? [`${place(file, related.range)} ${related.message}`] : []),
    ...(related ? marked(lines, related.range, 'dim', paint) : []),
  ];
  return output.map((line) => `${line}\n`).join('');
}

function place(file: string, { start }: Range): string {
  return `${file}:${start.line + 1}:${start.character + 1}:`;
}

function marked(
  lines: readonly string[] | undefined,
  range: Range,
  style: keyof typeof styles,
  paint: Paint,
): string[] {
  if (lines === undefined) return [];
  const { line, mark } = excerpt(lines[range.start.line] ?? '', range);
  const number = String(range.start.line + 1);
  const margin = (label: string) => paint('dim', `${label.padStart(number.length + 1)} |`);
  return [`${margin(number)} ${line}`, `${margin('')} ${mark.padding}${paint(style, mark.carets)}`];
}

function summary(files: readonly CheckedFile[]): string {
  return l10n.t(
    'errors: {0}, warnings: {1}, hints: {2} (in {3} of {4} files)',
    count(files, 'error'),
    count(files, 'warning'),
    count(files, 'information', 'hint'),
    files.filter(({ diagnostics }) => diagnostics.length > 0).length,
    files.length,
  );
}
