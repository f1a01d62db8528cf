import * as l10n from '@vscode/l10n';
import { createTwoFilesPatch, OMIT_HEADERS } from 'diff';
import { comparable, type Node, print } from './comparable.ts';
import { withoutFilledIn } from './filledIn.ts';

export interface Comparison {
  /** What the host has, and what the document asks for, in the same form. */
  readonly host: string;
  readonly document: string;
  /** Unified diff without file names; empty when nothing differs. */
  readonly patch: string;
}

/** Milliseconds until two documents count as too unlike. */
const patchTime = 2000;

/** @param hostXml undefined when the host does not know the domain */
export function compareDomains(hostXml: string | undefined, documentXml: string): Comparison {
  const wanted = comparable(documentXml);
  const there = hostXml === undefined ? undefined : comparable(hostXml);
  const host = there && wanted ? print(withoutFilledIn(there, wanted)) : printed(there);
  const document = printed(wanted);
  return { host, document, patch: host === document ? '' : patchOf(host, document) };
}

/** Whether two forms that libvirt wrote describe the same machine. */
export function isSameDomain(one: string, other: string): boolean {
  const [a, b] = [comparable(one, 'exact'), comparable(other, 'exact')];
  if (!a || !b) return false;
  const said = withoutFilledIn(a, b);
  return print(said) === print(withoutFilledIn(b, said));
}

function printed(node: Node | undefined): string {
  return node ? print(node) : '';
}

function patchOf(host: string, document: string): string {
  const options = { context: 3, headerOptions: OMIT_HEADERS, timeout: patchTime };
  const patch = createTwoFilesPatch('', '', host, document, undefined, undefined, options);
  return patch ?? l10n.t('(Too much differs to show it here.)');
}
