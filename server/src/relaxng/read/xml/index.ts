import * as l10n from '@vscode/l10n';
import { describeSyntax } from '../../../xml/messages.ts';
// fast-xml-parser takes unclosed elements and repeated attributes without a word, knows no place of an attribute, and
// needs a quarter of a second for libvirt's schema in a fresh process.
import { parseXml } from '../../../xml/parser.ts';
import { descendants } from '../../../xml/query.ts';
import type { Span, SyntaxProblem, XmlDocument } from '../../../xml/tree.ts';
import type { SchemaErrors } from '../errors.ts';
import type { WrittenPattern } from '../syntax.ts';
import { XmlFile } from './file.ts';
import { readPattern } from './pattern.ts';
import { RELAX_NG, SchemaElements } from './schemaElement.ts';
import { outermostScope } from './scope.ts';

/** Reads a schema in the XML syntax; undefined when it is none. `namespace` is what its names inherit. */
export function readXmlSyntax(
  file: string,
  text: string,
  namespace: string,
  errors: SchemaErrors,
): WrittenPattern | undefined {
  const document = parseXml(text);
  const mistakes = [...document.problems.map(described), ...unresolved(document)];
  for (const { start, end, message } of mistakes) errors.report({ file, start, end }, message);
  const { root } = document;
  if (root === undefined || mistakes.length > 0) return undefined;

  const element = new SchemaElements(file, errors).read(root, outermostScope(file, namespace));
  const pattern = element && readPattern(new XmlFile(file, errors), element);
  if (pattern === undefined) {
    const { start, end } = root.nameSpan;
    const message = l10n.t('This is no RELAX NG schema: <{0}> is no pattern in {1}.', root.name, RELAX_NG);
    errors.report({ file, start, end }, message);
  }
  return pattern;
}

interface Mistake extends Span {
  readonly message: string;
}

function described(problem: SyntaxProblem): Mistake {
  return { start: problem.start, end: problem.end, message: describeSyntax(problem) };
}

/** References to entities the document declares itself: nothing is expanded, so nothing can grow. */
function unresolved({ text, children, root }: XmlDocument): Mistake[] {
  const doctype = children.find(({ kind }) => kind === 'doctype');
  if (doctype === undefined || root === undefined) return [];
  const elements = [root, ...descendants(root)];
  const spans = elements.flatMap((element): Span[] => [
    ...element.attributes,
    ...element.children.filter(({ kind }) => kind === 'text'),
  ]);
  return spans.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(/&(?!#|(?:amp|lt|gt|quot|apos);)[^;]*;/g)].map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
      message: l10n.t('Entities are not expanded in schemas: write what {0} stands for.', match[0]),
    })),
  );
}
