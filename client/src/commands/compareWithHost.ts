import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { openDocument } from '../../../server/src/service.ts';
import { asDomain } from '../apply/document.ts';
import { type HostForms, readForms } from '../apply/hostForms.ts';
import { asking } from '../views/asking.ts';
import { showBeside } from '../views/comparison.ts';
import { choose } from '../views/questions.ts';
import { refuseOrAskAnother } from './anotherHost.ts';
import type { Command, HostCommandFactory } from './command.ts';
import { findDocument } from './document.ts';
import { findDomain } from './setGuestQueues.ts';
import { cancelled, refuse } from './subject.ts';

/** What `virtqueue.compareWithHost` resolves to. */
export interface ComparisonOutcome {
  readonly outcome: 'same' | 'shown';
}

/** Shows what the host has of the document's domain beside the document. */
export const compareWithHost: HostCommandFactory = ({ targets }) => {
  const compare: Command = async (argument) => {
    const document = await findDocument(argument);
    const subject = asDomain(openDocument(document?.getText() ?? ''));
    if (!document) return refuse(l10n.t('Open a libvirt domain XML file first.'));
    if (!('domain' in subject)) return refuse(subject[0]?.message ?? '');
    const target = await targets.current();
    if (!target) return cancelled();

    const { name } = subject;
    const { name: host } = target;
    const asked = await asking(l10n.t('Asking {0} for "{1}"…', host, name), target, async (virsh, signal) => {
      const uuid = await findDomain(subject, virsh, signal);
      return uuid === undefined ? undefined : readForms(uuid, subject, virsh, signal);
    });
    if (!asked) return cancelled();
    const again = () => compare(document.uri);
    if ('problem' in asked) return refuseOrAskAnother(asked.problem, targets, again);
    const forms = asked.answer;
    if (!forms) return refuseOrAskAnother(l10n.t('{0} has no domain "{1}".', host, name), targets, again);

    const form = await chooseForm(name, forms);
    if (form === undefined) return cancelled();
    const text = forms[form] ?? '';
    if (text === subject.text) {
      const message = l10n.t('No difference: what {0} has of "{1}" is what the document says.', host, name);
      void vscode.window.showInformationMessage(message);
      return { outcome: 'same' } satisfies ComparisonOutcome;
    }
    await showBeside(text, document, { name, form: formNames[form](), host });
    return { outcome: 'shown' } satisfies ComparisonOutcome;
  };
  return compare;
};

const formNames = { stored: () => l10n.t('stored'), live: () => l10n.t('running') };

/** Asks only where it makes a difference. */
async function chooseForm(name: string, { stored, live }: HostForms): Promise<keyof HostForms | undefined> {
  if (stored === undefined) return 'live';
  if (live === undefined || live === stored) return 'stored';
  return choose<keyof HostForms>(
    l10n.t('Compare "{0}"', name),
    l10n.t('What runs is not what is stored. Compare with which?'),
    [
      { value: 'stored', label: l10n.t('stored'), detail: l10n.t('What the next start uses.') },
      { value: 'live', label: l10n.t('running'), detail: l10n.t('What the VM has now.') },
    ],
  );
}
