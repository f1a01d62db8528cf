import type { DomainDocument } from '../../document.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Settings } from '../../settings.ts';
import type { TextEdit } from '../../xml/edit.ts';
import { attributeCompletions } from './attributes.ts';
import { contentCompletions } from './content.ts';
import { type Place, placeAt } from './place.ts';
import { plainText } from './snippet.ts';
import { valueCompletions } from './valueCompletions.ts';

/** Something to write at the cursor. */
export interface Completion {
  readonly kind: 'element' | 'attribute' | 'value' | 'end-tag' | 'snippet';
  readonly label: string;
  /** A few words beside the label. */
  readonly detail?: string;
  /** By what it is found, when that is not the label. */
  readonly filterText?: string;
  /** Its place in the list, by comparing texts. */
  readonly sortText: string;
  readonly edit: TextEdit;
  /** Whether the edit's text has placeholders, as the Language Server Protocol writes them. */
  readonly isSnippet: boolean;
  /** What has to change elsewhere. */
  readonly alsoEdits?: readonly TextEdit[];
  /** Markdown; found out when somebody asks. */
  documentation(): string | undefined;
}

/** Characters after which an editor should ask. */
export const completionTriggers = ['<', ' ', "'", '"', '/', '='];

export interface CompletionRequest {
  readonly offset: number;
  /** The character that was just typed, where the editor asks because of it. */
  readonly trigger?: string | undefined;
  readonly takesSnippets: boolean;
}

/** What may be written at an offset. */
export function completions(
  document: DomainDocument,
  { offset, trigger, takesSnippets }: CompletionRequest,
  settings: Settings,
): Completion[] {
  const { schema } = settings;
  if (schema === undefined) return [];
  const place = placeAt(document, offset);
  if (place === undefined || (trigger !== undefined && !isMeant(trigger, place))) return [];
  if (!speaksOf(schema, place.kind === 'content' ? place.asked : document)) return [];
  const found =
    place.kind === 'content'
      ? contentCompletions(document, place, { ...settings, schema })
      : place.kind === 'attribute'
        ? attributeCompletions(document, place, { ...settings, schema })
        : valueCompletions(document, place, { ...settings, schema });
  return takesSnippets ? found : found.map(withoutPlaceholders);
}

/** libvirt's schema and ours know domains only. */
function speaksOf({ authority }: Schema, { xml, domain }: DomainDocument): boolean {
  return authority === 'other' || xml.root === undefined || domain !== undefined;
}

/** A space in an indentation, a slash in a path, or a quote that ends a value ask for nothing. */
function isMeant(trigger: string, place: Place): boolean {
  if (trigger === ' ') return place.kind === 'attribute';
  if (trigger === '/') return place.kind === 'content' && place.typed === '</';
  if (trigger === '<') return place.kind === 'content' && place.typed === '<';
  return place.kind === 'value';
}

function withoutPlaceholders(completion: Completion): Completion {
  if (!completion.isSnippet) return completion;
  const { edit } = completion;
  return { ...completion, isSnippet: false, edit: { ...edit, newText: plainText(edit.newText) } };
}
