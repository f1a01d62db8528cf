import { forHost } from '../../../server/src/service.ts';
import { apply } from '../apply/apply.ts';
<<<<<<< HEAD
import { defaultPatience } from '../apply/clock.ts';
import type { ApplyReport } from '../apply/contract.ts';
import { storageIn } from '../apply/storage.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { askMode, questionsIn } from '../views/questions.ts';
import { offerReport } from '../views/reportView.ts';
import { HostTerminal } from '../views/terminal.ts';
=======
import { askMode } from '../views/questions.ts';
import { runInTerminal } from './applyRun.ts';
>>>>>>> 3de1003 (Resume or roll back what was left half-way, and restore backups, from the editor; faults on a libvirt of its own)
import type { HostCommandFactory } from './command.ts';
import { cancelled, findSubject } from './subject.ts';

/** Applies the document to a VM. Resolves to an `ApplyReport`, or to what kept it from starting. */
export const applyToVm: HostCommandFactory = (services) => async (argument) => {
  const { targets } = services;
  const subject = await findSubject(argument, targets);
  if ('outcome' in subject) return subject;
  const { document, checked, settings } = subject;
<<<<<<< HEAD
  const target = await targets.ask();
  const mode = target && (await askMode(checked.name));
  if (!target || !mode) return cancelled();
  const key = `${target.exec.place} ${target.uri} ${checked.name}`;
  if (underWay.has(key)) return refuse(l10n.t('"{0}" is being applied already.', checked.name));
  underWay.add(key);

  const terminal = new HostTerminal(checked.name);
  const virsh = new Virsh(transcribed(target.exec, terminal), target.uri);
  const report = await apply(
    {
      text: document.getText(),
      mode,
      settings: forHost(settings, await targets.hostOf(target)),
      target: { ssh: target.ssh, uri: target.uri },
      storage: storageIn(context.globalStorageUri.fsPath),
    },
    {
      virsh,
      transcript: terminal,
      questions: questionsIn(terminal),
      patience: defaultPatience,
      way: target.way,
      signal: terminal.signal,
    },
  );
  underWay.delete(key);
  log.info(`apply ${checked.name} to ${target.exec.place} ${target.uri}: ${report.outcome}`);
  conclude(report, terminal);
  if (report.outcome === 'applied' && report.guest) {
    const page = { name: checked.name, host: target.name, time: new Date() };
    void offerReport(report.message, report.guest, page);
  }
  return report;
=======
  const chosen = await targets.ask();
  const mode = chosen && (await askMode(checked.name));
  if (!chosen || !mode) return cancelled();
  const target = { ssh: chosen.ssh, uri: chosen.uri };
  return runInTerminal(checked.name, target, services, async (tools, storage) =>
    apply(
      {
        text: document.getText(),
        mode,
        settings: forHost(settings, await targets.hostOf(chosen)),
        target,
        storage,
      },
      tools,
    ),
  );
>>>>>>> 3de1003 (Resume or roll back what was left half-way, and restore backups, from the editor; faults on a libvirt of its own)
};
