import * as l10n from '@vscode/l10n';
import { rules } from './rules/index.ts';
import { readSettings, type Settings } from './settings.ts';

/** A project's own settings. Of those above a document, the nearest counts. */
export const configFileName = 'virtqueue.config.json';

const keys = new Set(['$schema', 'queues', 'rules']);

/**
 * The settings with what the text of a configuration file says instead: what it names wins, the rest stays. `complain`
 * hears a sentence about everything in it that has no effect.
 */
export function withConfigFile(
  settings: Settings,
  text: string,
  complain: (problem: string) => void,
): Settings {
  const given = parse(text, complain);
  if (given === undefined) return settings;
  for (const key of Object.keys(given).filter((each) => !keys.has(each)))
    complain(l10n.t('there is no setting {0}', key));
  for (const id of Object.keys(given.rules ?? {}).filter((each) => !isRule(each)))
    complain(l10n.t('there is no rule {0}', id));
  const hear = (setting: string) => complain(l10n.t('{0} has a value that it cannot have', setting));
  const { rules: severities, queues } = readSettings(given, hear, settings);
  return { ...settings, rules: severities, queues };
}

function parse(text: string, complain: (problem: string) => void): { readonly rules?: object } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    complain(l10n.t('it holds no JSON object'));
  } catch (error) {
    complain(String(error));
  }
  return undefined;
}

function isRule(id: string): boolean {
  return id.startsWith('schema/') || rules.some((rule) => rule.id === id);
}
