import { type Calendar, type Schedule, WEEKDAYS } from '../../../lib/domain/worktime/model.ts';

const MINUTE = 60_000;
const FIXED = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08', '02-23', '03-08', '05-01', '05-09'];

/** The slowest way there is: looks at a wall clock at the beginning of every minute, and asks whether that minute is worked. */
export function walk(startAt: number, minutes: number, schedule: Schedule, calendar: Calendar): number {
  const wallClock = new Intl.DateTimeFormat('en-CA', {
    timeZone: schedule.zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  const workedOn = new Map<string, Set<string>>();
  let left = minutes;
  for (let now = startAt; ; now += MINUTE) {
    const [on = '', time = ''] = wallClock.format(now).split(', ');
    const worked = workedOn.get(on) ?? new Set(workedMinutes(on, schedule, calendar));
    workedOn.set(on, worked);
    if (worked.has(time)) left--;
    if (left === 0) return now + MINUTE;
  }
}

/** Every `HH:MM` of a date whose minute is worked. */
function workedMinutes(on: string, schedule: Schedule, calendar: Calendar): string[] {
  const exception = schedule.exceptions?.find((one) => one.on === on);
  if (exception) return everyMinute.filter((time) => exception.intervals.some(([open, close]) => open <= time && time < close));
  const year = calendar.find((one) => on.startsWith(String(one.year)));
  if (!year && [...FIXED, '06-12', '11-04'].includes(on.slice(5))) return [];
  if (year?.daysOff.some((day) => day.on === on)) return [];
  const ownWeekday = WEEKDAYS[(new Date(`${on}T12:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon';
  const weekday = year?.movedWorkdays.find((day) => day.on === on)?.follows ?? ownWeekday;
  const worked = everyMinute.filter((time) => schedule.week[weekday].some(([open, close]) => open <= time && time < close));
  return year?.shortDays.includes(on) ? worked.slice(0, Math.max(0, worked.length - schedule.shortDayMinusMinutes)) : worked;
}

const everyMinute = Array.from({ length: 24 * 60 }, (_, minute) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':'),
);
