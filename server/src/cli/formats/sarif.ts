import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { version } from '../../../../package.json';
import { packageRoot } from '../../node/root.ts';
import { rules } from '../../rules/index.ts';
import type { Format, Range, ReportedDiagnostic, Severity } from './report.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0, for code scanning; its lines and columns count from 1. */
export const sarif: Format = (files) => {
  const others = new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  for (const { id } of rules) others.delete(id);
  const described = [...rules.map(describeRule), ...[...others].sort().map(describeCode)];
  const indexes = new Map(described.map(({ id }, index) => [id, index]));
  const log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'virtqueue', semanticVersion: version, rules: described } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(({ file, diagnostics }) =>
          diagnostics.map((each) => ({ ruleIndex: indexes.get(each.code), ...result(file, each) })),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

/** A rule with the page that comes with the program, as code scanning shows it beside a result. */
function describeRule({ id, severity, documentation: { summary, libvirt, advice } }: (typeof rules)[number]) {
  const page = path.join(packageRoot, 'docs', 'rules', `${id}.md`);
  return {
    ...descriptor(id, severity, summary, `${libvirt}\n\n${advice}`),
    ...(existsSync(page) && {
      helpUri: pathToFileURL(page).href,
      help: { text: `${libvirt}\n\n${advice}`, markdown: readFileSync(page, 'utf8') },
    }),
  };
}

/** What is no rule: mistakes that the XML parser or the schema finds. */
function describeCode(code: string) {
  const summary = code.startsWith('schema/')
    ? l10n.t('What the schema does not allow.')
    : l10n.t('What is no well-formed XML, or no libvirt domain.');
  return descriptor(code, 'error', summary, summary);
}

function descriptor(id: string, severity: Severity, summary: string, description: string) {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: description },
    defaultConfiguration: { level: levels[severity] },
  };
}

function result(file: string, { code, severity, message, range, related }: ReportedDiagnostic) {
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: message },
    locations: [location(file, range)],
    ...(related && {
      relatedLocations: [{ ...location(file, related.range), message: { text: related.message } }],
    }),
  };
}

function location(file: string, { start, end }: Range) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  };
}

/** Relative where the path is: code scanning resolves that against the repository. */
function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return path.normalize(file).split(path.sep).map(encodeURIComponent).join('/');
}
