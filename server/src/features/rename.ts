import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../document.ts';
import type { NameKind } from '../libvirt/references.ts';
import { prepareRenaming, type RenameProblem, rename } from '../libvirt/rename.ts';
import type { TextEdit } from '../xml/edit.ts';
import type { Span } from '../xml/tree.ts';

/** Why something cannot be renamed, or not so: one sentence. */
export interface RenameRefusal {
  readonly refusal: string;
}

/** What would be renamed at the offset, with its name now; undefined where nothing has a name. */
export function renameTarget(
  { text, xml, domain }: DomainDocument,
  offset: number,
): (Span & { readonly name: string }) | RenameRefusal | undefined {
  const renaming = domain && prepareRenaming(xml, domain, offset);
  if (renaming === undefined) return undefined;
  if ('code' in renaming) return { refusal: describe(renaming) };
  const { start, end } = renaming.here;
  return { start, end, name: text.slice(start, end) };
}

/** The edits that rename what is named at the offset, its definition and all that refer to it. */
export function renameAt(
  { text, xml, domain }: DomainDocument,
  offset: number,
  name: string,
): readonly TextEdit[] | RenameRefusal {
  const renaming = domain && prepareRenaming(xml, domain, offset);
  if (renaming === undefined) return [];
  const result = 'code' in renaming ? renaming : rename(renaming, name, text);
  return 'code' in result ? { refusal: describe(result) } : result;
}

function describe(problem: RenameProblem): string {
  switch (problem.code) {
    case 'counted':
      return counted(problem.kind);
    case 'several':
      return l10n.t('Several numbers stand here. Rename one of them where it stands alone.');
    case 'pci-root':
      return l10n.t('The root bus of PCI always has the index 0.');
    case 'not-a-number':
      return l10n.t('Give a whole number from {0} to {1}.', problem.least, problem.most);
    case 'taken':
      return l10n.t("'{0}' is taken already.", problem.name);
    case 'gap':
      return l10n.t(
        'NUMA cells are numbered from 0 to {0}, else libvirt refuses the domain. Give the number of another cell to exchange the two.',
        problem.cells - 1,
      );
    case 'pci-order':
      return l10n.t(
        "A PCI controller's index must be above the bus it is plugged into, and below that of the controllers plugged into it: here between {0} and {1}.",
        problem.above + 1,
        problem.below - 1,
      );
    case 'disk-by-name':
      return l10n.t(
        "The disk '{0}' has no <address>: its name puts it on the controller with index {1}. Give the disk an <address> first.",
        problem.disk,
        problem.index,
      );
    case 'not-a-user-alias':
      return l10n.t(
        "libvirt keeps an alias only if it begins with 'ua-', followed by letters, digits, '_' and '-', and makes one of its own otherwise.",
      );
    case 'not-a-text':
      return l10n.t('Give a name without quotes, < > and &.');
  }
}

function counted(kind: NameKind): string {
  switch (kind) {
    case 'iothread':
      return l10n.t(
        'This I/O thread has its number from the count in <iothreads>. List it in <iothreadids> to give it another.',
      );
    case 'vcpu':
      return l10n.t('vCPUs are counted from 0 and have no other names.');
    default:
      return l10n.t('It has its number from its position. Write the number down to be able to change it.');
  }
}
