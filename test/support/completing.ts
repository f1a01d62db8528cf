import {
  type Completion,
  completions,
  defaultSettings,
  openDocument,
  type Settings,
} from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';

/** The text with its `|` taken out, and where that was. */
export function unmarked(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

export function completionsAt(
  marked: string,
  settings: Settings = defaultSettings,
  takesSnippets = false,
): Completion[] {
  const { text, offset } = unmarked(marked);
  return completions(openDocument(text), { offset, takesSnippets }, settings);
}

/** The text once a completion is accepted, as VS Code does it: lines behind the first are indented like the one they are inserted in. */
export function accepted(text: string, { edit, alsoEdits = [] }: Completion): string {
  const lineStart = text.lastIndexOf('\n', edit.start - 1) + 1;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(lineStart, edit.start)) ?? [];
  const newText = edit.newText.replaceAll('\n', `\n${indent}`);
  return applyEdits(text, [{ ...edit, newText }, ...alsoEdits]);
}
