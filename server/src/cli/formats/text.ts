import type { Format, ReportedDiagnostic } from './report.ts';

/** `file:line:column: severity: message [code]`, which editors and terminals turn into links. */
export const text: Format = (files) =>
  files.flatMap(({ file, diagnostics }) => diagnostics.map((each) => line(file, each))).join('');

function line(file: string, { code, severity, message, range: { start } }: ReportedDiagnostic): string {
  return `${file}:${start.line + 1}:${start.character + 1}: ${severity}: ${message} [${code}]\n`;
}
