import type { DomainDocument } from '../../document.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Settings } from '../../settings.ts';
import type { XmlAttribute, XmlElement } from '../../xml/tree.ts';

/** Of so many kinds that one name may stand for, the documentation is shown. */
const KINDS = 3;

type Documented = readonly { readonly documentation: string | undefined }[];

/** What our grammar says of an element that may stand here. */
export function elementDocumentation(
  { builtIn }: Settings,
  { xml }: DomainDocument,
  at: number,
  name: string,
): string | undefined {
  return joined(named(builtIn?.().contentAt(xml, at).elements, name));
}

export function attributeDocumentation(
  { builtIn }: Settings,
  { xml }: DomainDocument,
  element: XmlElement,
  name: string,
  except?: XmlAttribute,
): string | undefined {
  return joined(named(builtIn?.().attributesFor(xml, element, except), name));
}

type Expected = ReturnType<Schema['attributesFor']> | ReturnType<Schema['contentAt']>['elements'];

function named(expected: Expected | undefined, name: string): Documented {
  return expected?.find((each) => each.name.written === name)?.patterns ?? [];
}

function joined(patterns: Documented): string | undefined {
  const texts = [...new Set(patterns.flatMap(({ documentation }) => documentation ?? []))];
  return texts.length === 0 ? undefined : texts.slice(0, KINDS).join('\n\n---\n\n');
}
