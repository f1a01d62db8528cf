import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../../document.ts';
import { prevailingQuote } from '../../xml/style.ts';
import type { Completion } from './completions.ts';
import { attributeDocumentation } from './documentation.ts';
import type { AttributePlace } from './place.ts';
import { SnippetWriter } from './snippet.ts';
import { surroundingsIn } from './valueSources.ts';
import { placeIn, proposedValues, type SettingsWithSchema } from './values.ts';

export function attributeCompletions(
  document: DomainDocument,
  { element, attribute, replace, hasValue, isBeforeAnother }: AttributePlace,
  settings: SettingsWithSchema,
): Completion[] {
  const surroundings = surroundingsIn(document, settings);
  const quote = prevailingQuote(document.xml);
  return settings.schema
    .attributesFor(document.xml, element, attribute)
    .filter(({ name }) => name.namespace === '' || name.written.includes(':'))
    .map(({ name: { written }, isRequired, value }) => {
      const values = () => proposedValues(value(), placeIn(surroundings, element, written, attribute));
      const whole = () =>
        new SnippetWriter(quote).attribute(written, values()) + (isBeforeAnother ? ' ' : '');
      return {
        kind: 'attribute',
        label: written,
        ...(isRequired ? { detail: l10n.t('required') } : {}),
        sortText: `${isRequired ? 0 : 1}${written}`,
        edit: { ...replace, newText: hasValue ? written : whole() },
        isSnippet: !hasValue,
        documentation: () => attributeDocumentation(settings, document, element, written, attribute),
      };
    });
}
