import type { Schedule } from '../lib/domain/worktime/model.ts';

/** Schedules kept between lines, so that the same hours are worked out once; far more than an input of offices has. */
const SCHEDULES_KEPT = 500;

/** Gives the same object for the same hours. */
export function keepSchedules(): (schedule: Schedule) => Schedule {
  const kept = new Map<string, Schedule>();
  return (schedule) => {
    const key = JSON.stringify(schedule);
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= SCHEDULES_KEPT) kept.clear();
    kept.set(key, schedule);
    return schedule;
  };
}
