import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { rules } from '../server/src/rules/index.ts';
import type { Rule } from '../server/src/rules/rule.ts';
import { defaultSettings, diagnose, openDocument } from '../server/src/service.ts';
import { readAnnotated } from '../test/support/annotations.ts';
import { languages, type PageLanguage } from './rulePageLanguages.ts';

const root = path.join(__dirname, '..');
export const pagesFolder = path.join(root, 'docs/rules');
const fixtures = path.join(root, 'test/rules/fixtures');

/** File name to content of everything in docs/rules: in each language a page per rule and the list of them. */
export function rulePages(): Map<string, string> {
  return new Map(
    languages.flatMap((language) => {
      const pages = rules.map((rule): [string, string] => [`${rule.id}.md`, page(rule, language)]);
      const all: [string, string][] = [...pages, ['README.md', list(language)]];
      return all.map(([file, content]): [string, string] => [path.join(language.folder, file), content]);
    }),
  );
}

function list({ words, textOf }: PageLanguage): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${rule.id}.md) | ${words.severities[rule.severity]} | ${textOf(rule).summary} |`,
  );
  return `# ${words.rules}

${words.intro}

| ${words.columns.join(' | ')} |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function page(rule: Rule, language: PageLanguage): string {
  const { id, severity } = rule;
  const { words } = language;
  const { summary, libvirt, advice } = language.textOf(rule);
  const folder = path.join(fixtures, id);
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.failing.xml'));
  const failing = readAnnotated(readFileSync(path.join(folder, name), 'utf8')).text;
  return `# ${id}

${summary}${words.reported(words.severities[severity])}

## ${words.libvirt}

${libvirt}

## ${words.advice}

${advice}

## ${words.example}

\`\`\`xml
${excerpt(failing)}
\`\`\`

${messages(failing, language)
  .map((message) => `> ${message}`)
  .join('\n>\n')}

${afterFix(path.join(folder, name.replace('.failing.', '.fixed.')), words)}

## ${words.off}

${words.howOff(`\`"virtqueue.rules": { "${id}": "off" }\``, `\`<!-- virtqueue-disable-next-line ${id} -->\``)}
`;
}

function afterFix(file: string, { fixed, byHand }: PageLanguage['words']): string {
  if (!existsSync(file)) return byHand;
  return `${fixed}\n\n\`\`\`xml\n${excerpt(readFileSync(file, 'utf8'))}\n\`\`\``;
}

/** What is said of the document, in the language. */
function messages(text: string, { messages: contents }: PageLanguage): string[] {
  l10n.config({ contents });
  try {
    return diagnose(openDocument(text), defaultSettings).map(({ message }) => message);
  } finally {
    l10n.config({ contents: {} });
  }
}

/** The document without the lines that are in every fixture and say nothing about the rule. */
function excerpt(text: string): string {
  return text
    .replace('  <name>vm-1</name>\n', '')
    .replace("  <memory unit='GiB'>4</memory>\n", '')
    .replace("  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n", '')
    .trimEnd();
}
