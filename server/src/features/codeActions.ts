import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../document.ts';
import { enableMultiQueue } from '../libvirt/interfaceEdits.ts';
import { couldUseMultiQueue, recommendedQueues } from '../libvirt/multiQueue.ts';
import { fixesOf } from '../rules/check.ts';
import type { Fix, RuleContext } from '../rules/rule.ts';
import { schemaFixes } from '../schema/fixes.ts';
import type { Settings } from '../settings.ts';
import type { TextEdit } from '../xml/edit.ts';
import type { Span } from '../xml/tree.ts';
import {
  type Diagnostic,
  ruleContext,
  ruleDiagnostic,
  ruleProblems,
  schemaDiagnostic,
  schemaProblems,
} from './diagnostics.ts';
import { editsBetween, fixAll } from './fixAll.ts';

/** Kinds as in the Language Server Protocol, so that an editor can ask for one of them. */
export const codeActionKinds = {
  quickFix: 'quickfix',
  fixAll: 'source.fixAll.virtqueue',
  enableMultiQueue: 'refactor.rewrite.enableMultiQueue',
  enableMultiQueueOnAll: 'refactor.rewrite.enableMultiQueueOnAll',
} as const;

export interface CodeAction {
  readonly title: string;
  readonly kind: (typeof codeActionKinds)[keyof typeof codeActionKinds];
  readonly edits: readonly TextEdit[];
  readonly preferred: boolean;
  /** What the quick fix cures. */
  readonly diagnostic?: Diagnostic;
}

/**
 * What can be done at a place of the document.
 * @param only kinds asked for, each standing for its sub-kinds too; all but "fix all" when undefined.
 */
export function codeActions(
  document: DomainDocument,
  at: Span,
  settings: Settings,
  only?: readonly string[],
): CodeAction[] {
  const context = ruleContext(document, settings);
  if (context === undefined) return [];
  const isAsked = (kind: string) => only?.some((each) => kind === each || kind.startsWith(`${each}.`));
  const actions: CodeAction[] = [];
  if (isAsked(codeActionKinds.quickFix) ?? true) actions.push(...quickFixes(document, at, settings, context));
  if (isAsked(codeActionKinds.enableMultiQueue) ?? true) actions.push(...enableHere(at, context));
  if (isAsked(codeActionKinds.enableMultiQueueOnAll) ?? isInInterface(at, context))
    actions.push(...enableOnAll(context));
  if (isAsked(codeActionKinds.fixAll)) actions.push(...fixEverything(document, settings));
  return actions;
}

function quickFixes(
  document: DomainDocument,
  at: Span,
  settings: Settings,
  context: RuleContext,
): CodeAction[] {
  const problems = ruleProblems(document, settings);
  const byRules = problems
    .filter(({ finding }) => overlaps(finding.at, at))
    .flatMap((problem) => quickFixesFor(ruleDiagnostic(problem), fixesOf(problem, context)));
  const bySchema = schemaProblems(document, settings, problems)
    .filter(({ problem }) => overlaps(problem, at))
    .flatMap((shown) => quickFixesFor(schemaDiagnostic(shown), schemaFixes(shown.problem, document.xml)));
  return [...byRules, ...bySchema];
}

function quickFixesFor(diagnostic: Diagnostic, fixes: readonly Fix[]): CodeAction[] {
  return fixes.map(({ title, edits, preferred }) => ({
    title,
    kind: codeActionKinds.quickFix,
    edits,
    preferred,
    diagnostic,
  }));
}

function enableHere(at: Span, context: RuleContext): CodeAction[] {
  const { document, domain, queues: settings } = context;
  const queues = recommendedQueues(domain, settings);
  return domain.interfaces
    .filter((iface) => overlaps(iface.element, at) && couldUseMultiQueue(domain, iface, settings))
    .map((iface) => ({
      title: l10n.t('Enable multi-queue on this interface with {0} queues', queues),
      kind: codeActionKinds.enableMultiQueue,
      edits: enableMultiQueue(document, domain, iface, queues),
      preferred: false,
    }));
}

/** Leaves other models alone: they would become another network card for the guest. */
function enableOnAll({ document, domain, queues: settings }: RuleContext): CodeAction[] {
  const queues = recommendedQueues(domain, settings);
  const able = domain.interfaces.filter(
    (iface) => iface.isVirtio && couldUseMultiQueue(domain, iface, settings),
  );
  if (able.length === 0) return [];
  return [
    {
      title: l10n.t('Enable multi-queue on all virtio interfaces with {0} queues', queues),
      kind: codeActionKinds.enableMultiQueueOnAll,
      edits: able.flatMap((iface) => enableMultiQueue(document, domain, iface, queues)),
      preferred: false,
    },
  ];
}

function fixEverything(document: DomainDocument, settings: Settings): CodeAction[] {
  const edits = editsBetween(document.text, fixAll(document, settings));
  if (edits.length === 0) return [];
  return [{ title: l10n.t('Fix all'), kind: codeActionKinds.fixAll, edits, preferred: false }];
}

function isInInterface(at: Span, { domain }: RuleContext): boolean {
  return domain.interfaces.some(({ element }) => overlaps(element, at));
}

/** Touching counts: the cursor may stand right behind the last character. */
function overlaps(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
