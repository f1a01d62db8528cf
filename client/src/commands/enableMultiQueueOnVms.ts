import * as l10n from '@vscode/l10n';
import { forHost } from '../../../server/src/service.ts';
import type { LeftOut, Work } from '../apply/several.ts';
import { storageIn } from '../apply/storage.ts';
import { readWithMultiQueue } from '../apply/withMultiQueue.ts';
import type { ListedDomain } from '../host/parse/virsh.ts';
import { asking } from '../views/asking.ts';
import { choiceOfDomain } from '../views/domainPicker.ts';
import { askMode, type Choice, chooseSeveral } from '../views/questions.ts';
import type { Target } from '../views/targets.ts';
import type { HostCommandFactory } from './command.ts';
import { settingsFor } from './settings.ts';
import { runSeveral } from './severalRun.ts';
import { cancelled, refuse } from './subject.ts';

interface DomainOn {
  readonly domain: ListedDomain;
  readonly host: Target;
}

/** One change to several VMs that need no document here. Resolves to a `SeveralOutcome`, or to what kept it from starting. */
export const enableMultiQueueOnVms: HostCommandFactory = (services) => async () => {
  const { targets, context } = services;
  const hosts = await targets.askSeveral();
  if (!hosts) return cancelled();
  const choices: Choice<DomainOn>[] = [];
  for (const host of hosts) {
    const asksFor = l10n.t('Asking {0} for its domains…', host.name);
    const listing = await asking(asksFor, host, (virsh, signal) => virsh.listing(signal));
    if (!listing) return cancelled();
    if ('problem' in listing) return refuse(listing.problem);
    choices.push(...listing.answer.map((domain) => choiceOn(host, domain)));
  }
  const title = l10n.t('Enable multi-queue on several VMs');
  const chosen = await chooseSeveral(title, l10n.t('Which domains?'), choices);
  const mode = chosen && (await askMode(title));
  if (!chosen || !mode) return cancelled();
  const storage = storageIn(context.globalStorageUri.fsPath);
  return runSeveral(services, async (toolsOn) => {
    const work: (Work | LeftOut)[] = [];
    for (const { host, domain } of chosen) {
      const target = { ssh: host.ssh, uri: host.uri };
      const { virsh, transcript, signal } = toolsOn(target, l10n.t('{0} on {1}', domain.name, host.name));
      const settings = forHost(settingsFor(undefined), await targets.hostOf(host, transcript));
      const found = await readWithMultiQueue(domain.uuid, settings, virsh, signal);
      work.push(
        'outcome' in found
          ? { subject: domain.name, place: host.exec.place, ...found }
          : { subject: domain.name, request: { text: found.text, mode, settings, target, storage } },
      );
    }
    return work;
  });
};

function choiceOn(host: Target, domain: ListedDomain): Choice<DomainOn> {
  const choice = choiceOfDomain(domain);
  return { ...choice, value: { domain, host }, description: `${host.name} · ${choice.description}` };
}
