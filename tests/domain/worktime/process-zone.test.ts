import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Asks a fresh process, so that nothing remembered hides a use of its own zone. */
const SCRIPT = `
  import { readFileSync } from 'node:fs';
  import { addWorkingDays, addWorkingMinutes } from './lib/domain/worktime/working-time.ts';
  const { schedules, vectors } = JSON.parse(readFileSync('tests/fixtures/worktime.json', 'utf8'));
  const calendar = [2023, 2024, 2025, 2026].map((year) => JSON.parse(readFileSync('calendars/' + year + '.json', 'utf8')));
  const asked = vectors.filter(({ op, unit, startUtc }) => op === 'after' && unit !== 'cmin' && startUtc >= '2023-02');
  for (const { startUtc, amount, unit, schedule } of asked) {
    const minutes = unit === 'whour' ? amount * 60 : amount;
    const add = unit === 'wday' ? addWorkingDays : addWorkingMinutes;
    console.log(new Date(add(Date.parse(startUtc), minutes, schedules[schedule], calendar).at).toISOString());
  }
`;
const root = new URL('../../../', import.meta.url).pathname;

function answersIn(zone: string): string {
  const script = ['--input-type=module-typescript', '--eval', SCRIPT];
  return execFileSync(process.execPath, script, { cwd: root, env: { ...process.env, TZ: zone }, encoding: 'utf8' });
}

test('every answer stays the same when the process lives in another zone', () => {
  const vectors = JSON.parse(readFileSync(`${root}tests/fixtures/worktime.json`, 'utf8')).vectors.length;
  const [home, ...elsewhere] = ['UTC', 'America/St_Johns', 'Pacific/Kiritimati'].map(answersIn);

  expect(home?.split('\n').length).toBeGreaterThan(vectors / 3);
  for (const answers of elsewhere) expect(answers).toBe(home);
});
