import * as l10n from '@vscode/l10n';
import { asking } from '../views/asking.ts';
import { pickDomain } from '../views/domainPicker.ts';
import { openNewDocument } from '../views/newDocument.ts';
import { refuseOrAskAnother } from './anotherHost.ts';
import type { Command, HostCommandFactory } from './command.ts';
import { cancelled } from './subject.ts';

/** Opens what a host has stored of a domain as a new document. Resolves to its URI, or to what kept it from opening. */
export const openFromHost: HostCommandFactory = ({ targets }) => {
  const open: Command = async () => {
    const target = await targets.current();
    if (!target) return cancelled();
    const { name: host } = target;
    const asksFor = l10n.t('Asking {0} for its domains…', host);
    const listing = await asking(asksFor, target, (virsh, signal) => virsh.listing(signal));
    if (!listing) return cancelled();
    if ('problem' in listing) return refuseOrAskAnother(listing.problem, targets, open);

    const picked = await pickDomain(host, listing.answer);
    if (picked === 'another-host') return (await targets.ask()) ? open() : cancelled();
    if (!picked) return cancelled();
    const { name, uuid } = picked;
    const reads = l10n.t('Asking {0} for "{1}"…', host, name);
    const definition = await asking(reads, target, (virsh, signal) => virsh.definition(uuid, signal));
    if (!definition) return cancelled();
    if ('problem' in definition) return refuseOrAskAnother(definition.problem, targets, open);
    return openNewDocument(name, `${definition.answer.trimEnd()}\n`);
  };
  return open;
};
