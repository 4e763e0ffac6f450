import { explain } from '../../../lib/domain/worktime/explain.ts';
import type { Calendar, OutOfHours, Schedule } from '../../../lib/domain/worktime/model.ts';
import {
  addCalendarMinutes,
  addWorkingDays,
  addWorkingMinutes,
  subtractWorkingMinutes,
} from '../../../lib/domain/worktime/working-time.ts';

export interface Sample {
  calendar: Calendar;
  schedules: Record<string, Schedule>;
  vectors: {
    schedule: string;
    op: 'after' | 'before';
    amount: number;
    unit: 'wmin' | 'whour' | 'wday' | 'cmin';
    outOfHours: OutOfHours;
    startUtc: string;
    expectedUtc: string;
  }[];
  /** Each question is asked in the office's own zone and in each of these. */
  zones: string[];
}

/** One line an answer: the deadline and its whole explanation. */
export function answers({ calendar, schedules, vectors, zones }: Sample): string[] {
  const lines: string[] = [];
  for (const zone of [null, ...zones]) {
    const own = Object.fromEntries(
      Object.entries(schedules).map(([name, one]) => [name, zone === null ? one : { ...one, zone }]),
    );
    for (const { schedule: name, op, amount, unit, outOfHours, startUtc } of vectors) {
      const schedule = own[name];
      if (!schedule) throw new Error(`no schedule ${name}`);
      const startAt = Date.parse(startUtc);
      const minutes = unit === 'whour' ? amount * 60 : amount;
      const count = () => {
        if (unit === 'cmin') return addCalendarMinutes(startAt, minutes, schedule, calendar);
        if (unit === 'wday') return addWorkingDays(startAt, amount, schedule, calendar);
        if (op === 'before') return subtractWorkingMinutes(startAt, minutes, schedule, calendar);
        return addWorkingMinutes(startAt, minutes, schedule, calendar, outOfHours);
      };
      const { at, approved } = count();
      const explanation = explain(Math.min(startAt, at), Math.max(startAt, at), schedule, calendar, outOfHours);
      lines.push(JSON.stringify({ at: new Date(at).toISOString(), approved, explanation }));
    }
  }
  return lines;
}
