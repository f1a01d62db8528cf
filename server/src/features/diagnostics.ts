import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../document.ts';
import type { Blocker, SchemaProblem } from '../relaxng/index.ts';
import { checkRules, type RuleProblem } from '../rules/check.ts';
import type { RuleContext, Severity } from '../rules/rule.ts';
import { suppressions } from '../rules/suppressions.ts';
import { describeBlocker, describeSchemaProblem } from '../schema/messages.ts';
import type { Schema } from '../schema/schema.ts';
import type { Settings } from '../settings.ts';
import { describeSyntax } from '../xml/messages.ts';
import { parseXml } from '../xml/parser.ts';
import type { Span, XmlDocument } from '../xml/tree.ts';

export interface Diagnostic extends Span {
  /** A rule id, `xml/…` for what is not well-formed, `schema/…` for what the schema refuses, or `not-a-domain`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Another place that explains this one. */
  readonly related?: Span & { readonly message: string };
}

/**
 * All that is wrong with the document, in document order; never throws.
 *
 * @param previous the document before the last edit, which makes the check of this one quick
 */
export function diagnose(
  document: DomainDocument,
  settings: Settings,
  previous?: DomainDocument,
): Diagnostic[] {
  const rules = ruleProblems(document, settings);
  return [
    ...syntaxDiagnostics(document.xml),
    ...wrongRoot(document),
    ...rules.map(ruleDiagnostic),
    ...schemaProblems(document, settings, rules, previous).map(schemaDiagnostic),
  ].sort((a, b) => a.start - b.start);
}

/** What the schema alone says, of any XML. */
export function diagnoseBySchema(text: string, schema: Schema): Diagnostic[] {
  if (schema.isKnownToAllow(text)) return [];
  const xml = parseXml(text);
  const problems = xml.problems.length > 0 ? [] : schema.check(xml);
  return [
    ...syntaxDiagnostics(xml),
    ...problems.map((problem) =>
      schemaDiagnostic({ problem, schema, severity: severityOf(problem, schema) }),
    ),
  ];
}

function syntaxDiagnostics({ problems }: XmlDocument): Diagnostic[] {
  return problems.map((problem) => {
    const { start, end, code } = problem;
    return { start, end, code: `xml/${code}`, severity: 'error', message: describeSyntax(problem) };
  });
}

export function ruleDiagnostic({ rule, finding, severity }: RuleProblem): Diagnostic {
  const { start, end } = finding.at;
  return { start, end, code: rule.id, severity, message: rule.message(finding.data) };
}

export function ruleProblems(document: DomainDocument, settings: Settings): RuleProblem[] {
  const context = ruleContext(document, settings);
  return context === undefined ? [] : checkRules(context, settings.rules);
}

export function ruleContext({ xml, domain }: DomainDocument, { queues }: Settings): RuleContext | undefined {
  return domain && { document: xml, domain, queues };
}

/** A schema problem that is to be shown, with the schema that found it. */
export interface ShownSchemaProblem {
  readonly problem: SchemaProblem;
  readonly schema: Schema;
  readonly severity: Severity;
}

/**
 * What the schema refuses, less what a rule says better, what follows from malformed XML, and what a comment or a
 * setting silences.
 */
export function schemaProblems(
  { xml, domain }: DomainDocument,
  { schema, rules: severities }: Settings,
  rules: readonly RuleProblem[],
  previous?: DomainDocument,
): ShownSchemaProblem[] {
  if (schema === undefined || domain === undefined) return [];
  const isSuppressed = suppressions(xml);
  return schema.check(xml, previous?.xml).flatMap((problem) => {
    const code = schemaCode(problem);
    const severity = severities[code] ?? severityOf(problem, schema);
    const isTold = rules.some(
      ({ rule, finding }) => rule.severity !== 'hint' && overlap(finding.covers ?? finding.at, problem),
    );
    const isConsequence =
      xml.problems.length > 0 &&
      (problem.kind.startsWith('missing') || xml.problems.some((each) => overlap(each, problem)));
    if (severity === 'off' || isTold || isConsequence || isSuppressed(code, problem)) return [];
    return [{ problem, schema, severity }];
  });
}

export function schemaDiagnostic({ problem, schema, severity }: ShownSchemaProblem): Diagnostic {
  const { start, end } = problem;
  const blocker = 'blockedBy' in problem ? problem.blockedBy : undefined;
  return {
    start,
    end,
    code: schemaCode(problem),
    severity,
    message: describeSchemaProblem(problem, schema),
    ...(blocker && { related: { ...placeOf(blocker), message: describeBlocker(blocker) } }),
  };
}

function schemaCode({ kind }: SchemaProblem): string {
  return `schema/${kind}`;
}

/** Kinds in which a libvirt newer than the built-in grammar may know more. */
const mayBeNewer: ReadonlySet<SchemaProblem['kind']> = new Set([
  'unknown-element',
  'unknown-attribute',
  'misplaced-element',
  'misplaced-attribute',
  'bad-value',
  'unexpected-text',
  'schema-too-complex',
]);

function severityOf({ kind }: SchemaProblem, { authority }: Schema): Severity {
  if (kind === 'schema-too-complex') return 'warning';
  return authority === 'built-in' && mayBeNewer.has(kind) ? 'warning' : 'error';
}

function placeOf(blocker: Blocker): Span {
  const { start, end } = 'value' in blocker ? blocker : blocker.nameSpan;
  return { start, end };
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function wrongRoot({ xml, domain }: DomainDocument): Diagnostic[] {
  if (xml.root === undefined || domain !== undefined) return [];
  const { start, end } = xml.root.nameSpan;
  const message = l10n.t(
    'The root element is <{0}>, not <domain>: libvirt refuses this as a domain.',
    xml.root.name,
  );
  return [{ start, end, code: 'not-a-domain', severity: 'error', message }];
}
