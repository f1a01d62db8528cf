import { span } from './source.ts';
import type { Span, XmlAttribute, XmlElement, XmlNode } from './tree.ts';

/**
 * The nodes there are most of, as they are being read. Their spans are made when somebody asks: a document has
 * several for every element and attribute, of which few are ever looked at.
 */

const none: never[] = [];

export class ElementNode implements XmlElement {
  readonly kind = 'element';
  readonly start: number;
  readonly name: string;
  parent: XmlElement | undefined;
  end: number;
  attributes: readonly XmlAttribute[] = none;
  children: XmlNode[] = none;
  startTagEnd: number;
  /** -1 without an end tag. */
  endTagStart = -1;
  selfClosing = false;

  constructor(start: number, name: string, parent: XmlElement | undefined, startTagEnd: number) {
    this.start = start;
    this.name = name;
    this.parent = parent;
    this.end = startTagEnd;
    this.startTagEnd = startTagEnd;
  }

  get nameSpan(): Span {
    const start = this.name === '' ? this.startTagEnd : this.start + 1;
    return span(start, start + this.name.length);
  }

  get startTag(): Span {
    return span(this.start, this.startTagEnd);
  }

  get endTag(): Span | undefined {
    return this.endTagStart === -1 ? undefined : span(this.endTagStart, this.end);
  }
}

export class AttributeNode implements XmlAttribute {
  readonly start: number;
  readonly name: string;
  readonly owner: XmlElement;
  end: number;
  value = '';
  quote: XmlAttribute['quote'] = '';
  /** -1 without a value. */
  valueStart = -1;
  valueEnd = -1;

  constructor(start: number, name: string, owner: XmlElement) {
    this.start = start;
    this.name = name;
    this.owner = owner;
    this.end = start + name.length;
  }

  get nameSpan(): Span {
    return span(this.start, this.start + this.name.length);
  }

  get valueSpan(): Span | undefined {
    return this.valueStart === -1 ? undefined : span(this.valueStart, this.valueEnd);
  }
}
