import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { codeServer } from '../../../scripts/setup/codeServer.ts';
import { freePort } from '../../../scripts/setup/ports.ts';
import { root } from '../../../scripts/setup/root.ts';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** What a workbench without a server behind it is made of: files, and a page that says what to load. */
export async function serveWorkbench(): Promise<{ address: string; close(): void }> {
  const vscode = path.join(await codeServer(), 'lib/vscode');
  const folders: Record<string, string> = { static: vscode, checkout: root };
  const port = await freePort();
  const page = pageOf(
    readFileSync(path.join(vscode, 'out/vs/code/browser/workbench/workbench.html'), 'utf8'),
    port,
  );
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    if (pathname === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    const [, first = '', ...rest] = decodeURIComponent(pathname).split('/');
    const file = path.join(folders[first] ?? '', ...rest);
    const isThere = folders[first] !== undefined && statSync(file, { throwIfNoEntry: false })?.isFile();
    if (!isThere) return response.writeHead(404).end();
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    const content = readFileSync(file);
    const isWorkbench = pathname.endsWith('/workbench.js');
    return response
      .writeHead(200, { 'content-type': type })
      .end(isWorkbench ? withoutServer(content.toString()) : content);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://localhost:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Takes back the two places where code-server relies on its server: that there is one, and that it keeps the user's data.
 * What remains is VS Code as it runs where there is none.
 */
function withoutServer(workbench: string): string {
  const server = /\{\.\.\.JSON\.parse\((\w+)\),remoteAuthority:location\.host\}/;
  const data = /\w+\((\w+)\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.vscodeRemote\}\),"User"\)/;
  if (!server.test(workbench) || !data.test(workbench))
    throw new Error('this code-server relies on its server in other ways than expected');
  return workbench
    .replace(server, 'JSON.parse($1)')
    .replace(data, '$1.file("/User").with({scheme:"vscode-userdata"})');
}

/** VS Code's own page, for a workbench with the extension of this checkout and a folder in memory. */
function pageOf(template: string, port: number): string {
  const uri = (file: string) => ({ scheme: 'http', authority: `localhost:${port}`, path: file });
  const configuration = {
    folderUri: { scheme: 'tmp', path: '/domains' },
    enableWorkspaceTrust: false,
    isEnabledFileDownloads: false,
    isEnabledFileUploads: false,
    isEnabledCoderGettingStarted: false,
    configurationDefaults: {
      'workbench.startupEditor': 'none',
      'workbench.colorTheme': 'Default Light Modern',
    },
    developmentOptions: {
      enableSmokeTestDriver: true,
      extensions: [uri('/checkout')],
      extensionTestsPath: uri('/checkout/out/web/suite.js'),
    },
  };
  const values: Record<string, string> = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration).replaceAll('"', '&quot;'),
    WORKBENCH_WEB_BASE_URL: '/static',
    WORKBENCH_NLS_FALLBACK_URL: '/static/out/nls.messages.js',
    WORKBENCH_NLS_URL: '/static/out/nls.messages.js',
  };
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
