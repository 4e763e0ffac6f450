/**
 * The first step of every npm script. Runs on any Node ≥ 20 with nothing installed: brings node_modules up to the lockfile,
 * then hands over to the task on the project's own Node. Plain JavaScript, because nothing else can run yet.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TASKS = {
  bench: 'scripts/bench.ts',
  build: 'scripts/build.ts',
  check: 'scripts/check.ts',
  coverage: 'scripts/coverage.ts',
  demo: 'scripts/demo.ts',
  dev: 'scripts/dev.ts',
  faults: 'scripts/faults.ts',
  gallery: 'scripts/gallery.ts',
  start: 'server/main.ts',
  test: 'scripts/test.ts',
  vovremya: 'cli/main.ts',
};
/** Tasks whose reader is a person of an office, not a developer. */
const IN_RUSSIAN = ['demo', 'start', 'vovremya'];
/** Tasks that serve, as in deploy/: what is soon thrown away is not to grow to 134 MB before Node looks at it. */
const SERVING = ['demo', 'start', 'vovremya'];
const SERVING_NODE = ['--max-semi-space-size=16'];

const WORDS = {
  en: {
    oldNode: (found) => `Node 20 or newer is needed, this is ${found}. Get it from https://nodejs.org.`,
    installing: 'Installing the packages (npm install)…',
    installed: (seconds) => `Packages installed in ${seconds} s.`,
    failed: (line, log) => `The packages could not be installed: ${line} (whole output: ${log})`,
  },
  ru: {
    oldNode: (found) => `Нужен Node 20 или новее, здесь ${found}. Возьмите его на https://nodejs.org.`,
    installing: 'Устанавливаю пакеты (npm install)…',
    installed: (seconds) => `Пакеты установлены за ${seconds} с.`,
    failed: (line, log) => `Пакеты установить не удалось: ${line} (весь вывод: ${log})`,
  },
};

const root = fileURLToPath(new URL('..', import.meta.url));
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const [task = '', ...args] = process.argv.slice(2);
const words = IN_RUSSIAN.includes(task) ? WORDS.ru : WORDS.en;

if (!Object.hasOwn(TASKS, task)) stop(`Unknown task «${task}». Known: ${Object.keys(TASKS).join(', ')}.`, 2);
if (Number.parseInt(process.versions.node, 10) < 20) stop(words.oldNode(process.versions.node), 1);
if (!isInstalled()) install();
run(TASKS[task]);

/** Compares what npm says it installed with the lockfile; packages for other platforms may be absent. */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!installed || !existsSync(ownNode)) return false;
  return Object.entries(packagesOf('package-lock.json') ?? {}).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  });
}

function packagesOf(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null;
}

function install() {
  const startedAt = Date.now();
  say(words.installing);
  const npm = process.env.npm_execpath;
  const command = npm ? [process.execPath, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  // Not `npm ci`: it wants every platform's binary in the lockfile, also of platforms that a registry does not carry.
  const result = spawnSync(
    command[0],
    [...command.slice(1), 'install', '--no-save', '--include=dev', '--no-audit', '--no-fund'],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !npm && process.platform === 'win32',
    },
  );
  if (result.status !== 0 || !isInstalled()) {
    const output = `${result.stdout ?? ''}\n${result.stderr ?? ''}\n${result.error ?? ''}`;
    const log = join('.data', 'install.log');
    mkdirSync(join(root, '.data'), { recursive: true });
    writeFileSync(join(root, log), output);
    const reason = output.split('\n').find((line) => /^npm (error|ERR!) (?!code|A complete log)\S/.test(line.trim()));
    stop(words.failed(reason?.trim() ?? `npm install: ${result.status}`, log), 1);
  }
  say(words.installed(Math.round((Date.now() - startedAt) / 1000)));
}

function run(file) {
  const PATH = [join(root, 'node_modules', 'node', 'bin'), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const nodeArgs = SERVING.includes(task) ? SERVING_NODE : [];
  const child = spawn(ownNode, [...nodeArgs, join(root, file), ...args], { stdio: 'inherit', env: { ...process.env, PATH } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** Progress goes to stderr: stdout belongs to the task. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(line, code) {
  say(line);
  // Whoever reads the last line of the tests finds a count even where they could not begin.
  if (task === 'test') process.stdout.write('0 passed, 1 failed\n');
  process.exit(code);
}
