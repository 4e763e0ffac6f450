import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'vovremya-'));
const approved = readFileSync(join(root, 'calendars/2024.json'), 'utf8');

afterAll(() => rmSync(folder, { recursive: true }));

function vovremya(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/main.ts', ...args], { cwd: root, encoding: 'utf8' });
  return { status, out: stdout, err: stderr.split('\n').filter(Boolean) };
}

test.each(['xml', 'ics', 'csv'])('calendar import prints the year as the program keeps it when the file is .%s', (ending) => {
  expect(vovremya('calendar', 'import', `tests/fixtures/calendar-2024.${ending}`)).toEqual({ status: 0, out: approved, err: [] });
});

test('calendar import writes a file and says nothing when it is told where to', () => {
  const out = join(folder, '2024.json');

  expect(vovremya('calendar', 'import', 'tests/fixtures/calendar-2024.csv', '--out', out)).toEqual({
    status: 0,
    out: '',
    err: [],
  });
  expect(readFileSync(out, 'utf8')).toBe(approved);
});

test('calendar import names file and line of every fault, writes nothing and ends with 1 when the file is broken', () => {
  const broken = join(folder, 'broken.csv');
  writeFileSync(broken, '01.01.2027;праздник\n02.13.2027;праздник\n03.01.2027;отчёт\n');

  const { status, out, err } = vovremya('calendar', 'import', broken, '--out', join(folder, 'none.json'));

  expect([status, out]).toEqual([1, '']);
  expect(err).toEqual([expect.stringMatching(/broken\.csv:2: .*02\.13\.2027/), expect.stringMatching(/broken\.csv:3: .*отчёт/)]);
  expect(() => readFileSync(join(folder, 'none.json'))).toThrow();
});

test.each([
  ['nothing is asked', []],
  ['the action is unknown', ['inport', 'tests/fixtures/calendar-2024.csv']],
  ['no file is named', ['import']],
  ['two files are named', ['import', 'a.csv', 'b.csv']],
  ['the year is no year', ['import', 'tests/fixtures/calendar-2024.csv', '--year', 'next']],
  ['an option is unknown', ['import', 'tests/fixtures/calendar-2024.csv', '--output', 'x']],
  ['the file is not there', ['import', join(folder, 'not-there.xml')]],
  ['the output cannot be written', ['import', 'tests/fixtures/calendar-2024.csv', '--out', join(folder, 'no', 'folder.json')]],
])('one line on stderr and 2 when %s', (_, args) => {
  const { status, out, err } = vovremya('calendar', ...args);

  expect([status, out, err.length]).toEqual([2, '', 1]);
});
