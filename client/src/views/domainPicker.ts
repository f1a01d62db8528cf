import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { harmless } from '../host/harmless.ts';
import type { ListedDomain } from '../host/parse/virsh.ts';
import { type Choice, choose } from './questions.ts';

/** Asks for one of a host's domains, those that run on top; `another-host` when it is not among them. */
export function pickDomain(
  host: string,
  domains: readonly ListedDomain[],
): Promise<ListedDomain | 'another-host' | undefined> {
  const isOff = ({ power }: ListedDomain) => Number(power === 'off');
  const sorted = domains.toSorted((a, b) => isOff(a) - isOff(b) || a.name.localeCompare(b.name));
  const another: Choice<'another-host'> = {
    value: 'another-host',
    label: l10n.t('Another host…'),
    iconPath: new vscode.ThemeIcon('remote'),
  };
  return choose<ListedDomain | 'another-host'>(
    l10n.t('Open a domain of {0}', host),
    domains.length === 0 ? l10n.t('{0} has no domains.', host) : l10n.t('Which domain?'),
    [...sorted.map(choiceOfDomain), another],
    { matchOnDescription: true, matchOnDetail: true },
  );
}

export function choiceOfDomain(domain: ListedDomain): Choice<ListedDomain> {
  const { name, uuid, power, persistent } = domain;
  return {
    value: domain,
    label: withoutIcons(harmless(name)),
    description: persistent ? powerNames[power]() : l10n.t('{0}, not stored', powerNames[power]()),
    detail: uuid,
    iconPath: new vscode.ThemeIcon(icons[power]),
  };
}

const powerNames = {
  running: () => l10n.t('running'),
  paused: () => l10n.t('paused'),
  off: () => l10n.t('off'),
};
const icons = { running: 'vm-running', paused: 'debug-pause', off: 'vm-outline' };

/** A list shows `$(name)` as an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
