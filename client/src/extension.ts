import type * as vscode from 'vscode';

type Extension = typeof import('./extension.node.ts');

let extension: Promise<Pick<Extension, 'activate' | 'deactivate'>> | undefined;

/** One bundle for both kinds of extension host, which share most of it; what the other kind needs is never run. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  extension = globalThis.process?.versions?.node
    ? import('./extension.node.ts')
    : import('./extension.browser.ts');
  return (await extension).activate(context);
}

export async function deactivate(): Promise<void> {
  return (await extension)?.deactivate();
}
