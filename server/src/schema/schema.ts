import type { SchemaProblem } from '../relaxng/index.ts';
import type { XmlDocument } from '../xml/tree.ts';

/** The schema that documents are held against. */
export interface Schema {
  /**
   * `libvirt`: its own, so that what it refuses `virsh define --validate` refuses too; `built-in`: our grammar, which
   * a newer libvirt may go beyond; `other`: of anything.
   */
  readonly authority: 'libvirt' | 'built-in' | 'other';
  /** Whether it allows all of a document: quicker than to ask what it does not allow. */
  accepts(document: XmlDocument): boolean;
  /**
   * What it does not allow in a document, in document order.
   *
   * @param previous the document before the last edit: the check is then quick where nothing was edited
   */
  check(document: XmlDocument, previous?: XmlDocument): readonly SchemaProblem[];
}
