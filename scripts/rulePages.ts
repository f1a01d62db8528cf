import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../server/src/rules/index.ts';
import type { Rule } from '../server/src/rules/rule.ts';
import { readAnnotated } from '../test/support/annotations.ts';

const root = path.join(__dirname, '..');
export const pagesFolder = path.join(root, 'docs/rules');
const fixtures = path.join(root, 'test/rules/fixtures');

/** File name to content of everything in docs/rules: a page per rule and the list of them. */
export function rulePages(): Map<string, string> {
  const pages = new Map(rules.map((rule) => [`${rule.id}.md`, page(rule)]));
  return pages.set('README.md', list());
}

function list(): string {
  const rows = rules.map(
    ({ id, severity, documentation }) => `| [${id}](${id}.md) | ${severity} | ${documentation.summary} |`,
  );
  return `# Rules

An **error** is what libvirt refuses, or what breaks one of the two queue limits; a **warning** is what libvirt accepts and
silently does otherwise; a **hint** could be better. The setting \`virtqueue.rules\` changes the severity of a rule or turns it
\`off\`; the comment \`<!-- virtqueue-disable-next-line RULE -->\` silences a rule for the next line.

| rule | severity | what it reports |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function page(rule: Rule): string {
  const { id, severity, documentation } = rule;
  const [name = ''] = readdirSync(path.join(fixtures, id)).filter((file) => file.endsWith('.failing.xml'));
  const failing = readAnnotated(readFileSync(path.join(fixtures, id, name), 'utf8'));
  const fixed = readFileSync(path.join(fixtures, id, name.replace('.failing.', '.fixed.')), 'utf8');
  const messages = failing.expected.map((line) => `> ${/ \S+ \S+: (.*)$/.exec(line)?.[1]}`);
  return `# ${id}

${documentation.summary} Reported as **${severity}**.

## What libvirt does

${documentation.libvirt}

## What to do

${documentation.advice}

## Example

\`\`\`xml
${excerpt(failing.text)}
\`\`\`

${messages.join('\n>\n')}

After the fix:

\`\`\`xml
${excerpt(fixed)}
\`\`\`

## Switching it off

In the settings: \`"virtqueue.rules": { "${id}": "off" }\`. At one place, on the line before:
\`<!-- virtqueue-disable-next-line ${id} -->\`.
`;
}

/** The document without what says nothing about the rule. */
function excerpt(text: string): string {
  return text
    .replace(/^ {2}<(name|memory)\b.*\n/gm, '')
    .replace(/^ {2}<os>[\s\S]*? {2}<\/os>\n/m, '')
    .trimEnd();
}
