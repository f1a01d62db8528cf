import type { Domain } from './libvirt/domain.ts';
import type { Span, XmlDocument } from './xml/tree.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Settings {
  /** Severity per rule id; `off` silences a rule. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly queues: {
    readonly max: number;
    readonly policy: 'match-vcpus' | 'at-most-4' | number;
  };
}

export const defaultSettings: Settings = { rules: {}, queues: { max: 8, policy: 'match-vcpus' } };

export interface Diagnostic extends Span {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

/** A text with everything read from it once. */
export interface DomainDocument {
  readonly text: string;
  readonly xml: XmlDocument;
  readonly domain: Domain | undefined;
}

export declare function openDocument(text: string): DomainDocument;

export declare function diagnose(document: DomainDocument, settings: Settings): Diagnostic[];
