import type { Severity } from '../../service.ts';

export type { Severity };

/** Lines and characters (UTF-16 code units) from 0, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface ReportedDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  /** Another place of the file that explains this one. */
  readonly related?: { readonly message: string; readonly range: Range };
}

export interface CheckedFile {
  readonly file: string;
  /** What was checked, by the line, where there is something to show of it. */
  readonly lines?: readonly string[];
  readonly diagnostics: readonly ReportedDiagnostic[];
}

export interface Look {
  readonly colour: boolean;
}

/** A report of all files as text, with its last line end. */
export type Format = (files: readonly CheckedFile[], look: Look) => string;

export function count(files: readonly CheckedFile[], ...severities: readonly Severity[]): number {
  const isCounted = ({ severity }: ReportedDiagnostic) => severities.includes(severity);
  return files.reduce((sum, { diagnostics }) => sum + diagnostics.filter(isCounted).length, 0);
}
