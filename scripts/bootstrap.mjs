/**
 * The door of every npm script: makes sure that the dependencies of this very checkout are installed, then runs
 * `scripts/NAME.ts` under the Node 24 that comes with them. Plain JavaScript, as it runs before anything is there.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const [name, ...args] = process.argv.slice(2);

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  fail(`Virtqueue needs Node.js ${oldestNode} or newer; this is ${process.version}.`);
}
if (name === undefined || !existsSync(join(root, 'scripts', `${name}.ts`))) {
  fail('Usage: node scripts/bootstrap.mjs start|test|build|package [ARGUMENT…]');
}
if (!dependenciesAreInstalled()) {
  console.log('Installing the npm dependencies (about 200 MB, once per change of package-lock.json) …');
  await npm('ci', '--no-audit', '--no-fund');
  if (!existsSync(node)) {
    fail(
      'npm left out the package "node": allow install scripts (npm config ignore-scripts) and run this again.',
    );
  }
}
process.exit(await run(node, ['--import', 'tsx', join('scripts', `${name}.ts`), ...args]));

/** npm records what it installed beside it: the same versions as in our lock file, or it is time for `npm ci`. */
function dependenciesAreInstalled() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record) || !existsSync(node)) {
    return false;
  }
  const installed = readPackages(record);
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
}

function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

async function npm(...npmArgs) {
  const cli = process.env.npm_execpath;
  const code = await (cli === undefined ? run('npm', npmArgs) : run(process.execPath, [cli, ...npmArgs]));
  if (code !== 0) {
    fail(`npm ${npmArgs.join(' ')} failed (exit code ${code}); its messages are above.`);
  }
}

function run(file, fileArgs) {
  const env = { ...process.env, PATH: join(modules, '.bin') + delimiter + (process.env.PATH ?? '') };
  const child = spawn(file, fileArgs, { cwd: root, env, stdio: 'inherit' });
  // Ctrl+C reaches the child by itself; it has things to stop before it ends, so this process outlives it.
  const forward = (signal) => signal !== 'SIGINT' && child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward).on('SIGHUP', forward);
  return new Promise((resolve) => {
    child.on('error', (error) => fail(`${file} could not be started: ${error.message}`));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
