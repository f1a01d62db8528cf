import * as vscode from 'vscode';
import type { HostSchema } from '../../../server/src/protocol.ts';
import { LocalExec } from '../host/local.ts';
import { copyHostSchemas } from '../host/schemas.ts';
import { Virsh } from '../host/virsh.ts';
import type { Target } from '../views/targets.ts';
import type { Services } from './command.ts';

/** From now on documents are held against the schemas of this target's libvirt. */
export async function adoptHostSchema(
  { exec, uri }: Target,
  { client, context, log }: Services,
): Promise<void> {
  try {
    const cache = vscode.Uri.joinPath(context.globalStorageUri, 'schemas').fsPath;
    const folder =
      exec instanceof LocalExec
        ? undefined
        : await copyHostSchemas(exec, (await new Virsh(exec, uri).version()).libvirt, cache);
    await client.sendNotification('virtqueue/hostSchema', { folder } satisfies HostSchema);
  } catch (error) {
    log.warn(`schemas of ${exec.place}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
