import * as l10n from '@vscode/l10n';
import type { SyntaxProblem } from './tree.ts';

/** What is wrong and what to do, as a sentence for the user. libvirt refuses every document with such a problem. */
export function describeSyntax(problem: SyntaxProblem): string {
  switch (problem.code) {
    case 'unclosed-element':
      return l10n.t('The element <{0}> is never closed: add </{0}>.', excerpt(problem.name));
    case 'unmatched-end-tag':
      return problem.open === undefined
        ? l10n.t(
            'The end tag </{0}> closes nothing: no element is open here. Remove it.',
            excerpt(problem.name),
          )
        : l10n.t(
            'The end tag </{0}> does not match the open <{1}>: write </{1}>, or remove it.',
            excerpt(problem.name),
            excerpt(problem.open),
          );
    case 'unclosed-tag':
      return l10n.t('The tag <{0} is not finished: add > or />.', excerpt(problem.name));
    case 'unclosed-end-tag':
      return l10n.t('The end tag is not finished: write </{0}>.', excerpt(problem.open ?? problem.name));
    case 'missing-quote':
      return l10n.t(
        'The value of {0} lacks a quote: put it between two quotes of the same kind.',
        excerpt(problem.attribute),
      );
    case 'unquoted-value':
      return l10n.t('The value of {0} is not quoted: put it between quotes.', excerpt(problem.attribute));
    case 'missing-value':
      return l10n.t("The attribute {0} has no value: write {0}='…'.", excerpt(problem.attribute));
    case 'duplicate-attribute':
      return l10n.t('The attribute {0} is here twice: keep one.', excerpt(problem.attribute));
    case 'missing-space':
      return l10n.t(
        'White space is missing before {0}: attributes are separated by it.',
        excerpt(problem.attribute),
      );
    case 'stray-less-than':
      return l10n.t('This < starts no tag: as text it is written &lt;.');
    case 'less-than-in-value':
      return l10n.t(
        'The value of {0} contains <: in a value it is written &lt;.',
        excerpt(problem.attribute),
      );
    case 'unexpected-text':
      return problem.text.trim() === ''
        ? l10n.t('There may be no white space here: remove it.')
        : l10n.t('“{0}” cannot stand here: remove it.', excerpt(problem.text));
    case 'invalid-character':
      return l10n.t('The character {0} may not stand in XML: remove it.', unicodeName(problem.codePoint));
    case 'invalid-name':
      return problem.name === ''
        ? l10n.t('A name is missing here.')
        : l10n.t('“{0}” is no name: names start with a letter or an underscore.', excerpt(problem.name));
    case 'bare-ampersand':
      return l10n.t('This & starts no reference: as text it is written &amp;.');
    case 'unknown-entity':
      return l10n.t(
        'The entity &{0}; is not defined: XML knows amp, lt, gt, quot and apos.',
        excerpt(problem.name),
      );
    case 'invalid-reference':
      return l10n.t(
        '{0} is no valid reference: write a character as &#65; or &#x41;, with the semicolon.',
        excerpt(problem.reference),
      );
    case 'unclosed-comment':
      return l10n.t('The comment is never closed: add -->.');
    case 'double-hyphen-in-comment':
      return l10n.t('A comment may not contain two hyphens in a row: remove one.');
    case 'unclosed-cdata':
      return l10n.t('The CDATA section is never closed: add ]]>.');
    case 'unclosed-instruction':
      return l10n.t('The instruction is never closed: end it with ?>.');
    case 'unclosed-doctype':
      return l10n.t('The document type declaration is not finished: write <!DOCTYPE name>, or remove it.');
    case 'misplaced-declaration':
      return problem.declaration === '<?xml'
        ? l10n.t(
            'The XML declaration may stand at the very start of the file only: move it there, or remove it.',
          )
        : l10n.t('The document type declaration may stand once, before the root element: remove this one.');
    case 'invalid-declaration':
      return l10n.t(
        'libvirt cannot read this XML declaration: write <?xml version="1.0" encoding="UTF-8"?>.',
      );
    case 'text-outside-root':
      return l10n.t('Text may not stand outside the root element: remove it, or move it inside.');
    case 'cdata-end-in-text':
      return l10n.t('In text, ]]> is written ]]&gt;.');
    case 'second-root':
      return l10n.t(
        'A file holds one document: <{0}> starts a second one. Remove it, or move it into the first.',
        excerpt(problem.name),
      );
    case 'no-root':
      return l10n.t('There is no element here: a domain starts with <domain>.');
    case 'too-deep':
      return l10n.t('Elements nest deeper than {0} levels: libvirt reads no deeper.', problem.limit);
  }
}

/** Enough of a text to know it again. */
function excerpt(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function unicodeName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
