import type { Diagnostic } from '../../server/src/service.ts';

/**
 * Fixtures say under a line what is expected on it:
 *
 *     <driver name='vhost' queues='9'/>
 *     <!--                         ^ error queues-out-of-range: The message. -->
 */
const annotation = /^<!-- *(\^+) (\w+) ([\w/-]+): (.*) -->$/;

export interface Annotated {
  readonly text: string;
  readonly expected: readonly string[];
}

/** Splits a fixture into the document and one line per expected diagnostic. */
export function readAnnotated(fixture: string): Annotated {
  const lines: string[] = [];
  const expected: string[] = [];
  for (const line of fixture.split('\n')) {
    const match = annotation.exec(line);
    if (match === null) lines.push(line);
    else {
      const [, carets = '', severity, code, message] = match;
      const column = line.indexOf('^');
      expected.push(
        `${lines.length}:${column + 1}-${column + 1 + carets.length} ${severity} ${code}: ${message}`,
      );
    }
  }
  return { text: lines.join('\n'), expected };
}

/** A diagnostic in the form of an expectation: line and columns from 1, the end exclusive and on the first line. */
export function describeDiagnostic(text: string, diagnostic: Diagnostic): string {
  const { start, end, severity, code, message } = diagnostic;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineBreak = text.indexOf('\n', start);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  const line = text.slice(0, lineStart).split('\n').length;
  const last = Math.min(end, lineEnd);
  return `${line}:${start - lineStart + 1}-${last - lineStart + 1} ${severity} ${code}: ${message}`;
}
