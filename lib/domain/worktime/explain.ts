import type { Break, Calendar, Explanation, OutOfHours, Schedule } from './model.ts';
import { worktimeOf } from './stretches.ts';
import type { Opening } from './workdays.ts';
import { countingStart } from './working-time.ts';
import { dayOf, onOf } from './zone.ts';

/** Where the working minutes between two instants lie, day by day and forward in time, and what between them gave none and why. */
export function explain(
  fromAt: number,
  toAt: number,
  schedule: Schedule,
  calendar: Calendar,
  outOfHours: OutOfHours = 'nextOpening',
): Explanation {
  const { zone, workdayOf } = worktimeOf(schedule, calendar);
  const startAt = countingStart(fromAt, schedule, calendar, outOfHours);
  const explanation: Explanation = { spans: [], breaks: [], skipped: [] };
  // A limit that ends with midnight has used nothing of the day that begins then.
  const lastDay = dayOf(toAt - 1, zone);
  for (let day = dayOf(fromAt, zone); day <= lastDay; day++) {
    const { openings, idle, note } = workdayOf(day);
    if (idle) explanation.skipped.push({ on: onOf(day), reason: idle, ...(note === null ? {} : { note }) });
    for (const used of within(openings, startAt, toAt)) {
      explanation.spans.push({ ...used, minutes: (used.toAt - used.fromAt) / 60_000 });
    }
    explanation.breaks.push(...breaksOf(openings, startAt, toAt));
  }
  return explanation;
}

function breaksOf(openings: Opening[], startAt: number, endAt: number): Break[] {
  const gaps = openings
    .slice(1)
    .map((next, index) => ({ fromAt: openings[index]?.toAt ?? next.fromAt, toAt: next.fromAt }))
    .filter((gap) => gap.toAt > gap.fromAt);
  const reason = gaps.length === 1 ? 'lunch' : 'break';
  return within(gaps, startAt, endAt).map((gap) => ({ ...gap, reason }));
}

function within(openings: Opening[], startAt: number, endAt: number): Opening[] {
  return openings
    .map(({ fromAt, toAt }) => ({ fromAt: Math.max(startAt, fromAt), toAt: Math.min(endAt, toAt) }))
    .filter(({ fromAt, toAt }) => toAt > fromAt);
}
