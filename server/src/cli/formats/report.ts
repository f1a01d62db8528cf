import type { Severity } from '../../service.ts';

/** Lines and characters (UTF-16 code units) from 0, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface ReportedDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface CheckedFile {
  readonly file: string;
  readonly diagnostics: readonly ReportedDiagnostic[];
}

/** A report of all files as text, with its last line end. */
export type Format = (files: readonly CheckedFile[]) => string;
