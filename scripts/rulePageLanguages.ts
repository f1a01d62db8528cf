import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rule, RuleDocumentation, Severity } from '../server/src/rules/rule.ts';

const translations = path.join(__dirname, '../l10n');

/** What a page says in one language. */
export interface PageLanguage {
  /** In docs/rules; empty for English. */
  readonly folder: string;
  /** Messages by their English form. */
  readonly messages: Readonly<Record<string, string>>;
  readonly words: Words;
  textOf(rule: Rule): RuleDocumentation;
}

interface Words {
  readonly rules: string;
  readonly intro: string;
  readonly columns: readonly [rule: string, severity: string, summary: string];
  readonly severities: Readonly<Record<Severity, string>>;
  readonly libvirt: string;
  readonly advice: string;
  readonly example: string;
  readonly fixed: string;
  /** Where the rule has no fix. */
  readonly byHand: string;
  readonly off: string;
  reported(severity: string): string;
  howOff(setting: string, comment: string): string;
}

const english: Words = {
  rules: 'Rules',
  intro: `An **error** is what libvirt refuses, or what breaks one of the two queue limits; a **warning** is what libvirt accepts and
silently does otherwise; a **hint** could be better. The setting \`virtqueue.rules\` changes the severity of a rule or turns it
\`off\`; the comment \`<!-- virtqueue-disable-next-line RULE -->\` silences a rule for the next line. [简体中文](zh-cn/README.md)`,
  columns: ['rule', 'severity', 'what it reports'],
  severities: { error: 'error', warning: 'warning', information: 'information', hint: 'hint' },
  libvirt: 'What libvirt does',
  advice: 'What to do',
  example: 'Example',
  fixed: 'After the fix:',
  byHand: 'There is no automatic fix: only you know what was meant.',
  off: 'Switching it off',
  reported: (severity) => ` Reported as **${severity}**.`,
  howOff: (setting, comment) => `In the settings: ${setting}. At one place, on the line before:\n${comment}.`,
};

const chinese: Words = {
  rules: '规则',
  intro: `**错误**：libvirt 会拒绝，或超出两个队列上限之一；**警告**：libvirt 会接受，但静默地另行处理；**提示**：可以做得更好。
设置 \`virtqueue.rules\` 可更改规则的级别，或以 \`off\` 关闭规则；注释 \`<!-- virtqueue-disable-next-line 规则 -->\`
使规则对下一行不生效。[English](../README.md)`,
  columns: ['规则', '级别', '报告的内容'],
  severities: { error: '错误', warning: '警告', information: '信息', hint: '提示' },
  libvirt: 'libvirt 会怎么做',
  advice: '应该怎么做',
  example: '示例',
  fixed: '修复之后：',
  byHand: '没有自动修复：只有您知道原本的意图。',
  off: '关闭此规则',
  reported: (severity) => `级别：**${severity}**。`,
  howOff: (setting, comment) => `在设置中：${setting}。只对一处，在其上一行写：\n${comment}。`,
};

export const languages: readonly PageLanguage[] = [
  { folder: '', messages: {}, words: english, textOf: ({ documentation }) => documentation },
  translated('zh-cn', chinese),
];

function translated(name: string, words: Words): PageLanguage {
  return {
    folder: name,
    messages: JSON.parse(readFileSync(path.join(translations, `bundle.l10n.${name}.json`), 'utf8')),
    words,
    textOf: ({ id }) => readText(path.join(translations, 'rules', name, `${id}.md`), words),
  };
}

/**
 * A translated text of a rule: the summary, then the two sections under the headings that pages have.
 *
 * @throws if it has another form.
 */
function readText(file: string, { libvirt, advice }: Words): RuleDocumentation {
  const [summary = '', ...sections] = readFileSync(file, 'utf8').split(/^## /m);
  const [first, second, ...more] = sections;
  if (
    first?.startsWith(`${libvirt}\n`) !== true ||
    second?.startsWith(`${advice}\n`) !== true ||
    more.length > 0
  )
    throw new Error(`${file}: a summary, then "## ${libvirt}" and "## ${advice}"`);
  return {
    summary: summary.trim(),
    libvirt: first.slice(libvirt.length).trim(),
    advice: second.slice(advice.length).trim(),
  };
}
