import type { Disposable } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import type { HostSchema, TargetHost } from '../../server/src/protocol.ts';
import type { KnownHost } from './views/hostKnowledge.ts';
import type { Targets } from './views/targets.ts';

/** Keeps the server, also one that has been restarted, informed of the target host. */
export function tellServer(client: BaseLanguageClient, targets: Targets): Disposable[] {
  let told = '';
  const tell = (known: KnownHost | undefined) => {
    const version = known ? `${known.askedAt} ${known.host.name}` : '';
    if (client.state !== State.Running || version === told) return;
    told = version;
    void client.sendNotification('virtqueue/hostSchema', { folder: known?.schemas } satisfies HostSchema);
    void client.sendNotification('virtqueue/host', { host: known?.host } satisfies TargetHost);
  };
  return [
    targets.onDidChange(({ known }) => tell(known)),
    client.onDidChangeState(() => {
      told = '';
      tell(targets.state.known);
    }),
  ];
}
