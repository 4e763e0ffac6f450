import { FIXED_HOLIDAYS } from '../../domain/worktime/calendar-days.ts';
import type { CalendarYear } from '../../domain/worktime/model.ts';
import { type ImportedDay, type ImportProblem, type ParsedCalendar, weekdayIndexOn } from './imported-day.ts';

export type ImportedCalendar = { ok: true; year: CalendarYear } | { ok: false; problems: ImportProblem[] };

const SATURDAY = 5;

/** Makes a year of the calendar of what a source says of its days, when that is whole and says nothing twice; `wanted` chooses among several years. */
export function assembleYear({ days, problems }: ParsedCalendar, wanted: number | null): ImportedCalendar {
  if (problems.length > 0) return { ok: false, problems };
  const years = [...new Set(days.map(({ on }) => Number(on.slice(0, 4))))].sort((a, b) => a - b);
  const year = wanted ?? years[0];
  if (year === undefined) return no('в файле нет ни одного дня');
  if (wanted === null && years.length > 1) return no(`в файле несколько лет (${years.join(', ')}): назовите нужный`);
  const own = days.filter(({ on }) => on.startsWith(`${year}-`)).sort((a, b) => (a.on < b.on ? -1 : 1));
  if (own.length === 0) return no(`в файле нет дней ${year} года`);
  const wrong = [...contradictions(own), ...missingHolidays(own, year)];
  return wrong.length > 0 ? { ok: false, problems: wrong } : { ok: true, year: yearOf(own, year) };
}

function yearOf(days: ImportedDay[], year: number): CalendarYear {
  const holidays = days.filter(({ kind }) => kind.is === 'holiday').map(({ on }) => on);
  // A holiday of the Code is one whether or not a source of working days calls it so, or names it at all on a weekend.
  const fixed = [...FIXED_HOLIDAYS].map((day) => `${year}-${day}`);
  const moved = days.filter(({ on, kind }) => kind.is === 'moved' && !isWeekend(on) && !fixed.includes(on)).map(({ on }) => on);
  const daysOff = [
    ...[...new Set([...fixed, ...holidays])].map((on) => ({ on, reason: 'holiday' as const })),
    ...moved.map((on) => ({ on, reason: 'moved' as const })),
  ];
  return {
    year,
    daysOff: daysOff.sort((a, b) => (a.on < b.on ? -1 : 1)),
    movedWorkdays: days.flatMap(({ on, kind }) => (kind.is === 'worked' ? [{ on, follows: kind.follows }] : [])),
    shortDays: days.filter(({ kind }) => kind.is === 'short' || (kind.is === 'worked' && kind.isShort)).map(({ on }) => on),
  };
}

function contradictions(days: ImportedDay[]): ImportProblem[] {
  const problems: ImportProblem[] = [];
  for (const [index, { on, line, kind }] of days.entries()) {
    if (days[index - 1]?.on === on) problems.push({ line, message: `день ${on} назван дважды` });
    if (kind.is === 'short' && isWeekend(on)) {
      problems.push({ line, message: `${on} — выходной: у рабочего назовите день недели, по которому работают` });
    }
    if (kind.is === 'worked' && !isWeekend(on)) problems.push({ line, message: `${on} — и так рабочий день` });
  }
  return problems;
}

/** A calendar without a holiday of the Code on a weekday is not the whole one. */
function missingHolidays(days: ImportedDay[], year: number): ImportProblem[] {
  const off = new Set(days.filter(({ kind }) => kind.is === 'holiday' || kind.is === 'moved').map(({ on }) => on));
  const missing = [...FIXED_HOLIDAYS].map((day) => `${year}-${day}`).filter((on) => !isWeekend(on) && !off.has(on));
  const worked = days.filter(({ on, kind }) => kind.is === 'worked' && FIXED_HOLIDAYS.has(on.slice(5)));
  return [
    ...(missing.length > 0 ? [{ line: 1, message: `нет праздников ТК РФ (ст. 112): ${missing.sort().join(', ')}` }] : []),
    ...worked.map(({ on, line }) => ({ line, message: `${on} — праздник ТК РФ (ст. 112), рабочим он не бывает` })),
  ];
}

function isWeekend(on: string): boolean {
  return weekdayIndexOn(on) >= SATURDAY;
}

function no(message: string): ImportedCalendar {
  return { ok: false, problems: [{ line: 1, message }] };
}
