import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptGet, environment, unpackDownloaded, updatePackageLists } from './apt.ts';
import { step } from './step.ts';

export const isDebian =
  existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Downloads packages of a release of Debian, whichever one the machine has, with all that they depend on, and unpacks them
 * into `folder`.
 */
export async function unpackFromRelease(
  release: string,
  names: readonly string[],
  folder: string,
): Promise<void> {
  await updatePackageLists();
  const apt = join(folder, 'apt');
  mkdirSync(join(apt, 'sources'), { recursive: true });
  mkdirSync(join(apt, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(apt, 'archives', 'partial'), { recursive: true });
  writeFileSync(
    join(apt, 'sources', 'debian.list'),
    `deb [signed-by=${keyring}] ${mirror()} ${release} main\n`,
  );
  const settings = {
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': join(apt, 'sources'),
    'Dir::State::Lists': join(apt, 'lists'),
    'Dir::State::Status': '/dev/null',
    'Dir::Cache': apt,
  };
  const argv = [
    ...aptGet,
    ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ];
  await step(`apt-get update for ${release}`, [...argv, 'update'], { env: environment });
  const download = ['install', '--download-only', '--yes', '--no-install-recommends', ...names];
  await step('Downloading', [...argv, ...download], { env: environment });
  unpackDownloaded(join(apt, 'archives'), folder);
  rmSync(apt, { recursive: true });
}

/** Where this machine has its own Debian packages from. */
function mirror(): string {
  const only = ['--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian', 'Label: Debian'];
  const output = execFileSync('apt-get', ['indextargets', ...only], { encoding: 'utf8', env: environment });
  const [first = ''] = output.split('\n');
  if (first === '') throw new Error('apt knows no mirror of Debian.');
  return first;
}
