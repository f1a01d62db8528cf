import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../document.ts';
import type { Span } from '../xml/tree.ts';

/** A line of its own above some text, that does something when pressed. */
export interface Lens {
  readonly at: Span;
  readonly title: string;
  readonly command: 'virtqueue.applyToVm';
}

export function lenses({ domain }: DomainDocument): Lens[] {
  if (domain === undefined) return [];
  return [{ at: domain.element.startTag, title: l10n.t('Apply to VM…'), command: 'virtqueue.applyToVm' }];
}
