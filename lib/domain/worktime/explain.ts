import type { Calendar, Explanation, OutOfHours, Schedule, SkippedDay, Span } from './model.ts';
import { localDayOf, workdayOf } from './workdays.ts';
import { countingStart } from './working-time.ts';

/** Where the working minutes between two instants lie, day by day and forward in time, and which days gave none and why. */
export function explain(
  fromAt: number,
  toAt: number,
  schedule: Schedule,
  calendar: Calendar,
  outOfHours: OutOfHours = 'nextOpening',
): Explanation {
  const startAt = countingStart(fromAt, schedule, calendar, outOfHours);
  const spans: Span[] = [];
  const skipped: SkippedDay[] = [];
  const lastDay = localDayOf(toAt, schedule);
  for (let day = localDayOf(fromAt, schedule); day <= lastDay; day++) {
    const { on, openings, idle } = workdayOf(day, schedule, calendar);
    if (idle) skipped.push({ on, reason: idle });
    for (const opening of openings) {
      const from = Math.max(startAt, opening.fromAt);
      const to = Math.min(toAt, opening.toAt);
      if (to > from) spans.push({ fromAt: from, toAt: to, minutes: (to - from) / 60_000 });
    }
  }
  return { spans, skipped };
}
