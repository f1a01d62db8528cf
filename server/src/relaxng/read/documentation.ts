/** The namespace of `a:documentation` (RELAX NG DTD Compatibility, 2). */
export const ANNOTATIONS = 'http://relaxng.org/ns/compatibility/annotations/1.0';
