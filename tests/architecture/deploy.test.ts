import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readServeOptions } from '../../server/serve-options.ts';

/** No container engine runs where the tests run: what can be said of these files by reading them is checked here. */

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = read('deploy/Dockerfile');
const unit = read('deploy/vovremya.service');
const compose = parse(read('deploy/compose.yaml')) as {
  services: Record<string, { command?: string[]; environment: Record<string, string>; volumes: string[]; ports?: string[] }>;
  volumes: Record<string, null>;
};

/** Folders and files of the repository that the image holds. */
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, paths = '']) => paths.split(' ').slice(0, -1));

/** Every file that `path` needs, itself included, by its relative imports. */
function reachable(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = readFileSync(join(ROOT, path), 'utf8');
  for (const [, from = ''] of text.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)) {
    reachable(relative(ROOT, join(ROOT, dirname(path), from)), seen);
  }
  return seen;
}

test('the image holds every file that the command line and the server need', () => {
  const needed = [...reachable('cli/main.ts')];

  expect(needed.length).toBeGreaterThan(60);
  expect(needed.filter((file) => !copied.some((path) => file === path || file.startsWith(`${path}/`)))).toEqual([]);
});

test('the image is built of what exists and its context lets through all of it', () => {
  const allowed: string[] = read('deploy/Dockerfile.dockerignore').match(/(?<=^!).+$/gm) ?? [];

  expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  expect(copied.filter((path) => !allowed.includes(path))).toEqual([]);
});

test('the image, the compose file and the unit start the server with arguments that it understands', () => {
  const [, started = ''] = /^ExecStart=\/usr\/bin\/node --\S+ cli\/main\.ts serve (.*)$/m.exec(unit) ?? [];
  const [command, ...args] = compose.services.server?.command ?? [];

  expect(readServeOptions(started.split(' '))).toMatchObject({ behindProxy: true });
  expect(command).toBe('serve');
  expect(readServeOptions(args)).toMatchObject({ behindProxy: true });
  expect(dockerfile).toMatch(/^ENTRYPOINT \["node", "--\S+", "cli\/main\.ts"\]\nCMD \["serve"\]$/m);
});

test('everybody starts the server with the same bound on its garbage', () => {
  const places = ['deploy/Dockerfile', 'deploy/vovremya.service', 'scripts/bootstrap.mjs', 'bench/support/server-child.ts'];

  const bounds = [...places, 'docs/operations.md'].map((path) => /--max-semi-space-size=\d+/.exec(read(path))?.[0] ?? path);

  expect(new Set(bounds).size).toBe(1);
});

test('every variable that is set is one that the program reads', () => {
  const source = readdirSync(join(ROOT, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(join('server', file)))
    .join('\n');
  const named = [
    ...Object.keys(compose.services.server?.environment ?? {}),
    ...(/^ENV (.+)$/m.exec(dockerfile)?.[1]?.match(/\w+(?==)/g) ?? []),
    ...(/^Environment=(.+)$/m.exec(unit)?.[1]?.match(/\w+(?==)/g) ?? []),
  ].filter((name) => name !== 'NODE_ENV');

  expect(named).toContain('DATABASE_URL');
  expect(named.filter((name) => !source.includes(name))).toEqual([]);
});

test('the compose file publishes the port of the image on the loopback, and declares every volume it uses', () => {
  const used = Object.values(compose.services).flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0]));

  expect(compose.services.server?.ports).toEqual([`127.0.0.1:8080:${/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]}`]);
  expect(used.sort()).toEqual(Object.keys(compose.volumes).sort());
});
