import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { withConfigFile } from '../../../server/src/configFile.ts';
import { findConfigFile } from '../../../server/src/node/configFile.ts';
import { readSettings, type Settings } from '../../../server/src/service.ts';

/**
 * The settings that hold for a document, as the server sees them: the configuration file above it wins.
 *
 * @param document undefined for what is in no file: the settings of the workspace
 */
export function settingsFor(document: vscode.TextDocument | undefined): Settings {
  const uri = document?.uri;
  const configuration = vscode.workspace.getConfiguration('virtqueue', uri);
  const settings = readSettings({ rules: configuration.get('rules'), queues: configuration.get('queues') });
  const file = uri?.scheme === 'file' ? findConfigFile(path.dirname(uri.fsPath)) : undefined;
  // The server has complained of what is wrong in the file already.
  return file === undefined ? settings : withConfigFile(settings, readFileSync(file, 'utf8'), () => {});
}
