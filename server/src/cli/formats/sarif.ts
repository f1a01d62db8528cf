import { rules } from '../../rules/index.ts';
import type { Format, ReportedDiagnostic } from './report.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0, for code scanning; its lines and columns count from 1. */
export const sarif: Format = (files) =>
  `${JSON.stringify(
    {
      version: '2.1.0',
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      runs: [
        {
          tool: {
            driver: {
              name: 'virtqueue',
              rules: rules.map(({ id, documentation }) => ({
                id,
                shortDescription: { text: documentation.summary },
              })),
            },
          },
          columnKind: 'utf16CodeUnits',
          results: files.flatMap(({ file, diagnostics }) => diagnostics.map((each) => result(file, each))),
        },
      ],
    },
    undefined,
    2,
  )}\n`;

function result(file: string, { code, severity, message, range: { start, end } }: ReportedDiagnostic) {
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file) },
          region: {
            startLine: start.line + 1,
            startColumn: start.character + 1,
            endLine: end.line + 1,
            endColumn: end.character + 1,
          },
        },
      },
    ],
  };
}
