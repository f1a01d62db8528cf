import type { ClientCapabilities, Connection } from 'vscode-languageserver';

/** Has the client ask again for what it keeps and settings decide, where it can be told. */
export function refresh(connection: Connection, { workspace }: ClientCapabilities): void {
  for (const feature of ['codeLens', 'inlayHint', 'semanticTokens'] as const)
    if (workspace?.[feature]?.refreshSupport)
      connection
        .sendRequest(`workspace/${feature}/refresh`)
        .catch((error: unknown) => connection.console.error(String(error)));
}
