import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALLOWED, PLANTS, REFUSED, TARGETS } from './planted.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { forbidden }: { forbidden: { name: string; comment: string }[] } = (await import(join(ROOT, '.dependency-cruiser.mjs')))
  .default;
let copy = '';
let output = '';
let status: number | null = null;

/** A copy of the whole tree with everything wrong planted in it, and one run of the real check over that copy. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'vovremya-planted-'));
  copyTree();
  for (const { file, source } of [...PLANTS, ...REFUSED]) plant(file, source);
  for (const [file, source] of Object.entries({ ...TARGETS, ...ALLOWED })) plant(file, source);

  const result = spawnSync(process.execPath, ['scripts/check.ts'], { cwd: copy, encoding: 'utf8' });

  output = result.stdout + result.stderr;
  status = result.status;
}, 120_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('the check fails when something wrong is planted', () => {
  expect(status).toBe(1);
});

describe('every direction rule names a wrong import', () => {
  for (const { rule, file } of PLANTS) {
    test(`${rule} when planted in ${file}`, () => {
      const named = output.split('\n').filter((line) => line.includes(` ${rule}: `) && line.includes(file));

      expect(named).toHaveLength(1);
    });
  }

  test('no rule is without a planted import', () => {
    const rules = forbidden.map((rule) => rule.name);

    expect(PLANTS.map((plant) => plant.rule).sort()).toEqual(rules.sort());
  });

  test('every rule has a sentence', () => {
    for (const rule of forbidden) expect(rule.comment).toMatch(/\.$/);
  });
});

test('the server’s types are allowed when the extension only names them', () => {
  expect(output.split('\n').filter((line) => /error .*: .*planted-type/.test(line))).toEqual([]);
});

describe('the other checks refuse', () => {
  for (const { what, says } of REFUSED) {
    test(`the tree when ${what}`, () => {
      expect(output).toMatch(says);
    });
  }
});

function copyTree(): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean)) {
    cpSync(join(ROOT, file), join(copy, file), { force: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'dir');
  execFileSync('git', ['init', '-q'], { cwd: copy });
}

function plant(file: string, source: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), `${source}\n`);
}
