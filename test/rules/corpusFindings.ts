/**
 * What the rules say of a thousand real domains, rule by rule: node --import tsx test/rules/corpusFindings.ts [RULE]
 */
import { rules } from '../../server/src/rules/index.ts';
import { defaultSettings, diagnose, openDocument, type Severity } from '../../server/src/service.ts';
import { corpus } from '../relaxng/libxml2.ts';

export interface CorpusFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export function corpusFindings(): CorpusFinding[] {
  const ids = new Set(rules.map(({ id }) => id));
  return corpus()
    .filter(({ file }) => !file.endsWith('.failing.xml'))
    .flatMap(({ file, text }) =>
      diagnose(openDocument(text), defaultSettings)
        .filter(({ code }) => ids.has(code))
        .map(({ code, severity, start, message }) => ({
          rule: code,
          severity,
          file,
          line: text.slice(0, start).split('\n').length,
          message,
        })),
    );
}

if (require.main === module) {
  const [wanted] = process.argv.slice(2);
  const found = corpusFindings();
  for (const { id } of rules) {
    const own = found.filter(({ rule }) => rule === id);
    const count = (severity: Severity) => own.filter((each) => each.severity === severity).length;
    console.log(
      `${id}: ${count('error')} errors, ${count('warning')} warnings, ${count('information') + count('hint')} others`,
    );
    if (id === wanted)
      for (const { severity, file, line, message } of own)
        console.log(`  ${severity} ${file}:${line}: ${message}`);
  }
}
