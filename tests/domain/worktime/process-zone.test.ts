import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Asks a fresh process, so that nothing remembered hides a use of its own zone or language. */
const SCRIPT = `
  import { readFileSync } from 'node:fs';
  import { explain } from './lib/domain/worktime/explain.ts';
  import { addWorkingDays, addWorkingMinutes, subtractWorkingMinutes } from './lib/domain/worktime/working-time.ts';
  const { schedules, vectors } = JSON.parse(readFileSync('tests/fixtures/worktime.json', 'utf8'));
  const calendar = [2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => JSON.parse(readFileSync('calendars/' + year + '.json', 'utf8')));
  const home = Intl.DateTimeFormat().resolvedOptions();
  console.log(home.timeZone + ' ' + home.locale);
  for (const zone of ['own', 'Europe/Berlin', 'America/St_Johns']) {
    for (const { op, startUtc, amount, unit, schedule: name } of vectors) {
      const schedule = zone === 'own' ? schedules[name] : { ...schedules[name], zone };
      const minutes = unit === 'whour' ? amount * 60 : amount;
      const count = op === 'before' ? subtractWorkingMinutes : unit === 'wday' ? addWorkingDays : addWorkingMinutes;
      const startAt = Date.parse(startUtc);
      const { at, approved } = count(startAt, minutes, schedule, calendar);
      console.log(JSON.stringify([at, approved, explain(Math.min(startAt, at), Math.max(startAt, at), schedule, calendar)]));
    }
  }
`;
const root = new URL('../../../', import.meta.url).pathname;

/** What a process in that zone and language says of itself, and its answers. */
function answersIn(zone: string, language: string): { home: string; answers: string } {
  const output = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', SCRIPT], {
    cwd: root,
    env: { ...process.env, TZ: zone, LANG: language, LC_ALL: language },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const [home = '', ...answers] = output.split('\n');
  return { home, answers: answers.join('\n') };
}

test('every answer and explanation stays the same when the process lives in another zone and speaks another language', () => {
  const { vectors } = JSON.parse(readFileSync(`${root}tests/fixtures/worktime.json`, 'utf8')) as { vectors: unknown[] };
  const places: [string, string][] = [
    ['UTC', 'C'],
    ['America/St_Johns', 'ar_EG.UTF-8'],
    ['Pacific/Kiritimati', 'th_TH.UTF-8'],
    ['Europe/Berlin', 'fa_IR.UTF-8'],
  ];

  const [first, ...others] = places.map(([zone, language]) => answersIn(zone, language));

  expect(first?.answers.trimEnd().split('\n')).toHaveLength(3 * vectors.length);
  expect(others.map(({ home }) => home)).toEqual(['America/St_Johns ar-EG', 'Pacific/Kiritimati th-TH', 'Europe/Berlin fa-IR']);
  for (const { answers } of others) expect(answers === first?.answers).toBe(true);
});
