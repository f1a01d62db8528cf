import type * as vscode from 'vscode';

type Extension = typeof import('./extension.node.ts');

/** One bundle for both kinds of extension host, which share most of it; what the other kind needs is never run. */
const extension: Promise<Pick<Extension, 'activate' | 'deactivate'>> = globalThis.process?.versions?.node
  ? import('./extension.node.ts')
  : import('./extension.browser.ts');

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  return (await extension).activate(context);
}

export async function deactivate(): Promise<void> {
  return (await extension).deactivate();
}
