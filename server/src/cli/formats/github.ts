import path from 'node:path';
import type { Format, ReportedDiagnostic } from './report.ts';

const levels = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Workflow commands of GitHub Actions: each becomes an annotation on the line. */
export const github: Format = (files) =>
  files.flatMap(({ file, diagnostics }) => diagnostics.map((each) => command(file, each))).join('');

function command(
  file: string,
  { code, severity, message, range: { start, end } }: ReportedDiagnostic,
): string {
  // GitHub takes columns only where they are of one line.
  const columns = [`col=${start.character + 1}`, `endColumn=${end.character + 1}`];
  const place = [
    `file=${property(inRepository(file))}`,
    `line=${start.line + 1}`,
    `endLine=${end.line + 1}`,
    ...(start.line === end.line ? columns : []),
    `title=${property(code)}`,
  ];
  return `::${levels[severity]} ${place.join(',')}::${data(message)}\n`;
}

/** GitHub finds a file by its path in the repository only. */
function inRepository(file: string): string {
  const root = process.env.GITHUB_WORKSPACE;
  const relative = root && path.relative(root, path.resolve(file));
  return relative && !relative.startsWith('..') ? relative : path.normalize(file);
}

function data(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value: string): string {
  return data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
