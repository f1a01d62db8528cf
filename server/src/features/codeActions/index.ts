import type { DomainDocument } from '../../document.ts';
import type { Settings } from '../../settings.ts';
import { fitTogether } from '../../xml/edit.ts';
import type { Span } from '../../xml/tree.ts';
import { ruleContext, ruleProblems, schemaProblems } from '../diagnostics.ts';
import { addIothreads } from './addIothreads.ts';
import type { CodeAction, CodeActionContext, CodeActionSource } from './codeAction.ts';
import { convertToVirtio } from './convertToVirtio.ts';
import { disableRule } from './disableRule.ts';
import { enableMultiQueue } from './enableMultiQueue.ts';
import { enableMultiQueueOnAll } from './enableMultiQueueOnAll.ts';
import { fixEverything } from './fixEverything.ts';
import { fixRule } from './fixRule.ts';
import { pinVcpus } from './pinVcpus.ts';
import { quickFixes } from './quickFixes.ts';
import { shareMemory } from './shareMemory.ts';
import { sortAttributes } from './sortAttributes.ts';

/** Every way to make code actions, in the order in which an editor lists what they make. */
const sources: readonly CodeActionSource[] = [
  quickFixes,
  fixRule,
  disableRule,
  enableMultiQueue,
  enableMultiQueueOnAll,
  convertToVirtio,
  shareMemory,
  addIothreads,
  pinVcpus,
  sortAttributes,
  fixEverything,
];

export const codeActionKinds: readonly string[] = [...new Set(sources.map(({ kind }) => kind))];

/**
 * What can be done at a place of the document.
 * @param only kinds asked for, each standing for its sub-kinds too; all but those on request when undefined
 */
export function codeActions(
  document: DomainDocument,
  at: Span,
  settings: Settings,
  only?: readonly string[],
): CodeAction[] {
  const rules = ruleContext(document, settings);
  if (rules === undefined) return [];
  const isAsked = (kind: string) =>
    only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? false;
  const problems = problemsOf(document, settings);
  return sources
    .filter(({ kind, onRequestOnly }) => isAsked(kind) || (only === undefined && !onRequestOnly))
    .flatMap(({ kind, actions }) => {
      const context = { ...rules, opened: document, at, settings, isAsked: isAsked(kind), problems };
      // Of a document that is broken enough, some cannot be made.
      const offers = actions(context).filter(({ edits }) => fitTogether(edits));
      return offers.map((offer) => ({ preferred: false, ...offer, kind }));
    });
}

/** Found when first looked at: a refactoring needs none. */
function problemsOf(document: DomainDocument, settings: Settings): CodeActionContext['problems'] {
  let rules: CodeActionContext['problems']['rules'] | undefined;
  let schema: CodeActionContext['problems']['schema'] | undefined;
  return {
    get rules() {
      rules ??= ruleProblems(document, settings);
      return rules;
    },
    get schema() {
      schema ??= schemaProblems(document, settings, this.rules);
      return schema;
    },
  };
}
