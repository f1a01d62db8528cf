import * as l10n from '@vscode/l10n';
import { sortAttributes as sort } from '../../libvirt/attributeOrder.ts';
import { descendants, elementAt } from '../../xml/query.ts';
import type { XmlDocument, XmlElement } from '../../xml/tree.ts';
import { type CodeActionContext, type CodeActionSource, type Offer, touches } from './codeAction.ts';

/** Attributes in the order in which libvirt prints them, so that a document and what libvirt made of it compare well. */
export const sortAttributes: CodeActionSource = {
  kind: 'refactor.rewrite.sortAttributes',
  actions: (context) => [...here(context), ...everywhere(context)],
};

function here({ document, at }: CodeActionContext): Offer[] {
  const element = elementAt(document, at.start);
  if (element === undefined || !touches(element.startTag, at)) return [];
  const edits = sortSound(document, element);
  return edits.length === 0 ? [] : [{ title: l10n.t('Sort these attributes as libvirt prints them'), edits }];
}

function everywhere({ document, domain, isAsked, at }: CodeActionContext): Offer[] {
  if (!isAsked && !touches(domain.element.startTag, at)) return [];
  const edits = [domain.element, ...descendants(domain.element)].flatMap((each) => sortSound(document, each));
  return edits.length === 0 ? [] : [{ title: l10n.t('Sort all attributes as libvirt prints them'), edits }];
}

/** Elements of other namespaces are not libvirt's to print, nor are malformed tags to be moved about in. */
function sortSound(document: XmlDocument, element: XmlElement) {
  const isForeign = element.name.includes(':') || element.attributes.some(({ name }) => name === 'xmlns');
  const isMalformed = document.problems.some((problem) => touches(problem, element.startTag));
  return isForeign || isMalformed ? [] : sort(document, element);
}
