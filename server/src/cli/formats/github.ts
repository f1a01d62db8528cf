import type { Format, ReportedDiagnostic } from './report.ts';

const levels = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Workflow commands of GitHub Actions: each becomes an annotation on the line. */
export const github: Format = (files) =>
  files.flatMap(({ file, diagnostics }) => diagnostics.map((each) => command(file, each))).join('');

function command(
  file: string,
  { code, severity, message, range: { start, end } }: ReportedDiagnostic,
): string {
  const place = [
    `file=${property(file)}`,
    `line=${start.line + 1}`,
    `endLine=${end.line + 1}`,
    `col=${start.character + 1}`,
    `endColumn=${end.character + 1}`,
    `title=${property(code)}`,
  ];
  return `::${levels[severity]} ${place.join(',')}::${data(message)}\n`;
}

function data(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value: string): string {
  return data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
