import { join } from 'node:path';
import type { TargetAddress } from '../host/target.ts';
import { privateFolder, syncFolder, writeDurably } from './durable.ts';
import type { DomainForms } from './facts.ts';

/** Paths of what was saved. */
export interface Backup {
  readonly live: string | undefined;
  readonly stored: string | undefined;
}

/** What stands beside a backup's definitions, so that it can be told from others. No secrets. */
export interface BackupLabel {
  readonly name: string;
  readonly uuid: string;
  /** "this machine", "ssh kvm1". */
  readonly place: string;
  readonly target: TargetAddress;
  /** ISO 8601. */
  readonly saved: string;
}

/**
 * Saves a domain's definitions where only the user can read them (they hold passwords), and makes sure they are
 * on the disk before it returns.
 *
 * @param folder made with mode 0700 when missing
 * @param id names the files; never used twice
 */
export async function saveBackup(
  folder: string,
  id: string,
  label: BackupLabel,
  forms: DomainForms,
): Promise<Backup> {
  await privateFolder(folder);
  const save = async (form: string, xml: string | undefined) => {
    if (xml === undefined) return undefined;
    const path = join(folder, `${id}-${form}.xml`);
    await writeDurably(path, xml);
    return path;
  };
  const backup = { live: await save('live', forms.live), stored: await save('stored', forms.stored) };
  await writeDurably(join(folder, `${id}${labelEnding}`), `${JSON.stringify(label, undefined, 2)}\n`);
  await syncFolder(folder);
  return backup;
}

export const labelEnding = '.json';

/** A name for the files of one apply. */
export function jobId({ name, uuid }: { readonly name: string; readonly uuid: string }, now: Date): string {
  return `${fileName(name)}-${uuid}-${now.toISOString().replace(/[:.]/g, '-')}`;
}

/** Names may hold anything; a file name holds little. */
function fileName(name: string): string {
  return name
    .replace(/[^\w.-]+/g, '_')
    .replace(/^[.-]+/, '_')
    .slice(0, 60);
}
