import { checkSchedule, type ScheduleProblem } from '../domain/worktime/check-schedule.ts';
import { type Interval, type Schedule, WEEKDAYS, type Weekday } from '../domain/worktime/model.ts';

/** `schedule` when the hours are wrong, `input` when something around them is. */
export type ReadSchedule = { ok: true; schedule: Schedule } | { ok: false; code: 'schedule' | 'input'; message: string };

/** C9: a pre-holiday day is an hour shorter (Labour Code art. 95). */
const SHORT_DAY_MINUTES = 60;

/** Reads a schedule that came from outside; a weekday that is not named is not worked. */
export function readSchedule(zone: unknown, week: unknown, shortDayMinusMinutes: unknown): ReadSchedule {
  if (typeof zone !== 'string') return no('input', 'zone: ждём название пояса, например «Asia/Yekaterinburg»');
  const minus = shortDayMinusMinutes ?? SHORT_DAY_MINUTES;
  if (typeof minus !== 'number') return no('input', 'shortDayMinusMinutes: ждём число минут');
  if (typeof week !== 'object' || week === null) return no('schedule', 'week: ждём дни недели с рабочими часами');
  const hours: Partial<Record<Weekday, Interval[]>> = {};
  for (const day of WEEKDAYS) {
    const intervals = (week as Record<string, unknown>)[day] ?? [];
    if (!Array.isArray(intervals) || !intervals.every(isInterval)) {
      return no('schedule', `week.${day}: ждём список пар «ЧЧ:ММ», например [["08:00","12:00"],["13:00","17:00"]]`);
    }
    hours[day] = intervals;
  }
  const schedule: Schedule = { zone, week: hours as Schedule['week'], shortDayMinusMinutes: minus };
  const [problem] = checkSchedule(schedule);
  return problem ? no(codeOf(problem), scheduleProblemText(problem)) : { ok: true, schedule };
}

/** One Russian sentence on what is wrong and where. */
function scheduleProblemText(problem: ScheduleProblem): string {
  switch (problem.code) {
    case 'unknownZone':
      return `часового пояса «${problem.zone}» нет`;
    case 'emptyWeek':
      return 'в неделе нет ни одного рабочего часа';
    case 'notTime':
      return `${problem.day}: «${problem.time}» — не время вида ЧЧ:ММ`;
    case 'endNotAfterStart':
      return `${problem.day}: ${shown(problem.interval)} кончается не позже, чем начинается`;
    case 'overlap':
      return `${problem.day}: ${problem.intervals.map(shown).join(' и ')} пересекаются`;
    case 'shortDay':
      return `короткий день не может быть короче на ${problem.minutes} мин: ждём целое число от 0 до 1440`;
    case 'notDate':
      return `«${problem.on}» — не дата вида ГГГГ-ММ-ДД`;
    case 'dateTwice':
      return `дата ${problem.on} названа дважды`;
  }
}

function codeOf({ code }: ScheduleProblem): 'schedule' | 'input' {
  return code === 'unknownZone' || code === 'shortDay' ? 'input' : 'schedule';
}

function isInterval(value: unknown): value is Interval {
  return Array.isArray(value) && value.length === 2 && value.every((time) => typeof time === 'string');
}

function shown([from, to]: Interval): string {
  return `${from}–${to}`;
}

function no(code: 'schedule' | 'input', message: string): ReadSchedule {
  return { ok: false, code, message };
}
