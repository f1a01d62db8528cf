import * as vscode from 'vscode';

const scheme = 'virtqueue-rules';

/** What a page's file name and its language's folder come after; docs/rules in the command line's package. */
export const rulePages = `${scheme}:`;

/** Shows the rules' pages. The extension has them in one file: as two hundred they take three times the space. */
export function registerRulePages(extension: vscode.Uri): vscode.Disposable {
  const file = vscode.Uri.joinPath(extension, 'dist', 'rulePages.json');
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }) {
      const pages = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
      return pages[path.slice(1)];
    },
  });
}
