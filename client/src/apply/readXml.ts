import { XMLParser } from 'fast-xml-parser';

/** An element of a text that is read and never edited. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly children: readonly ReadElement[];
  /** The element's own text and CDATA, without that of its children. */
  readonly text: string;
  readonly parent: ReadElement | undefined;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Character references are decoded only together with these.
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** What the parser gives for an element, `{ name: children, ':@': attributes }`, or for text, `{ '#text': text }`. */
type Parsed = Readonly<Record<string, unknown>>;

/** The root element of well-formed XML, such as what virsh prints; undefined for anything else. */
export function readXml(xml: string): ReadElement | undefined {
  try {
    const [root] = (parser.parse(xml) as Parsed[]).filter((node) => nameOf(node) !== '#text');
    return root && toElement(root, undefined);
  } catch {
    return undefined;
  }
}

function toElement(parsed: Parsed, parent: ReadElement | undefined): ReadElement {
  const name = nameOf(parsed);
  const content = parsed[name] as Parsed[];
  const texts = content.filter((node) => nameOf(node) === '#text');
  const children: ReadElement[] = [];
  const element: ReadElement = {
    name,
    attributes: Object.entries(parsed[':@'] ?? {}).map(([key, value]) => ({
      name: key,
      value: String(value),
    })),
    children,
    text: texts.map((node) => String(node['#text'])).join(''),
    parent,
  };
  for (const node of content) if (nameOf(node) !== '#text') children.push(toElement(node, element));
  return element;
}

function nameOf(node: Parsed): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '#text';
}
