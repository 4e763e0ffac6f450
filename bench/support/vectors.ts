import { readFileSync } from 'node:fs';
import type { Calendar, Schedule } from '../../lib/domain/worktime/model.ts';
import { parseCalendar } from '../../lib/protocol/calendar.ts';

/** A checked answer (tests/fixtures/worktime.json), in the office's wall time too. */
export interface Vector {
  schedule: string;
  op: 'after' | 'before';
  amount: number;
  unit: 'wmin' | 'whour' | 'wday' | 'cmin';
  outOfHours: 'nextOpening' | 'nextWorkingDay';
  startUtc: string;
  expectedUtc: string;
  startLocal: string;
  expectedLocal: string;
  tags: string[];
  minutes: number;
}

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const fixture = JSON.parse(read('tests/fixtures/worktime.json')) as {
  schedules: Record<string, Schedule>;
  vectors: Omit<Vector, 'minutes'>[];
};

export const calendar: Calendar = parseCalendar(
  [2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => read(`calendars/${year}.json`)),
);

export const daysOff: string[] = calendar.flatMap((year) => year.daysOff.map(({ on }) => on));

export const vectors: Vector[] = fixture.vectors.map((vector) => ({
  ...vector,
  minutes: vector.unit === 'whour' ? vector.amount * 60 : vector.amount,
}));

export function scheduleOf({ schedule }: Vector): Schedule {
  const found = fixture.schedules[schedule];
  if (!found) throw new Error(`no schedule ${schedule}`);
  return found;
}
