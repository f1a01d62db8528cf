import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../scripts/setup/root.ts';

export interface Workspace {
  /** All of it, and room for more. */
  readonly scratch: string;
  /** A copy of the examples. */
  readonly folder: string;
  /** What VS Code keeps. */
  readonly profile: string;
}

/**
 * What a window of its own needs.
 *
 * @param isTrusted else the window opens restricted, and asks nothing
 */
export function makeWorkspace(isTrusted = true): Workspace {
  const scratch = mkdtempSync(join(tmpdir(), 'virtqueue-editor-'));
  const folder = join(scratch, 'examples');
  cpSync(join(root, 'examples'), folder, { recursive: true });
  const profile = join(scratch, 'profile');
  const user = join(profile, 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(
    join(user, 'settings.json'),
    JSON.stringify({ ...settings, 'security.workspace.trust.enabled': !isTrusted }),
  );
  return { scratch, folder, profile };
}

/** Where the extension keeps what outlives a window. */
export function storageFolderOf(profile: string): string {
  return join(profile, 'data', 'User', 'globalStorage', 'virtqueue.virtqueue');
}

/** A window without what would distract from the editor, or change from one run to the next. */
const settings = {
  'workbench.startupEditor': 'none',
  // Its text is then in the page, for tests to read.
  'terminal.integrated.gpuAcceleration': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
};
