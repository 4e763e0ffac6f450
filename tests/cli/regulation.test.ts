import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'vovremya-'));
const sound = 'regulations/lebyazhye.yaml';
const broken = join(folder, 'broken.yaml');
writeFileSync(
  broken,
  readFileSync(join(root, sound), 'utf8').replace('{id: approve,     by: curator', '{id: approve,     by: curatr'),
);

afterAll(() => rmSync(folder, { recursive: true }));

function vovremya(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/main.ts', ...args], { cwd: root, encoding: 'utf8' });
  return { status, out: stdout.split('\n').filter(Boolean), err: stderr.split('\n').filter(Boolean) };
}

test('regulation check says so, lists what is never used, and ends with 0 when the profile is sound', () => {
  const { status, out, err } = vovremya('regulation', 'check', sound);

  expect([status, err]).toEqual([0, []]);
  expect(out[0]).toBe(`${sound}: верно (lebyazhye 2023-06-30, шагов: 31, сроков: 14)`);
  expect(out.slice(1)).toContain(
    `${sound}: из общего словаря не взяты состояния: checking, agreeing, loaded, collecting, handedOver`,
  );
});

test('regulation check names file and line and ends with 1 when one of several profiles is broken', () => {
  const { status, out, err } = vovremya('regulation', 'check', broken, sound);

  expect([status, err]).toEqual([1, []]);
  expect(out).toEqual([
    `${broken}:34: у шага «approve» неизвестная роль «curatr» (может быть, «curator»?); есть: curator, executor, body, supervisor`,
    expect.stringContaining('верно'),
    ...out.slice(2),
  ]);
});

test.each([
  ['nothing is asked', []],
  ['the command is unknown', ['regulate']],
  ['the action is unknown', ['regulation', 'chek', sound]],
  ['no file is named', ['regulation', 'check']],
  ['the file is not there', ['regulation', 'check', join(folder, 'none.yaml')]],
])('one line on stderr and 2 when %s', (_, args) => {
  const { status, out, err } = vovremya(...args);

  expect([status, out, err.length]).toEqual([2, [], 1]);
});
