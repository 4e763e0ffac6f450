import { WEEKDAYS, type Weekday } from '../../domain/worktime/model.ts';

/** What a source says a day is. */
export type DayKind =
  | { is: 'holiday' | 'moved' | 'short' }
  /** A weekend day that is worked by the timetable of a weekday. */
  | { is: 'worked'; follows: Weekday; isShort: boolean };

export interface ImportedDay {
  line: number;
  on: string;
  kind: DayKind;
}

export interface ImportProblem {
  line: number;
  message: string;
}

export interface ParsedCalendar {
  days: ImportedDay[];
  problems: ImportProblem[];
}

const WEEKDAY_WORDS = [
  /понедельник| пн | mon/,
  /вторник| вт | tue/,
  /сред[аыу]| ср | wed/,
  /четверг| чт | thu/,
  /пятниц| пт | fri/,
];

/** Reads what is said of a day in words, Russian or English; null when it says none of what a calendar knows. */
export function readDayKind(words: string): DayKind | null {
  const said = ` ${words
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^a-zа-я0-9]+/g, ' ')} `;
  const isShort = /сокращ|коротк|предпраздн|short/.test(said);
  if (/ рабоч|work/.test(said)) {
    const follows = WEEKDAYS[WEEKDAY_WORDS.findIndex((weekday) => weekday.test(said))];
    if (follows) return { is: 'worked', follows, isShort };
    return isShort ? { is: 'short' } : null;
  }
  if (isShort) return { is: 'short' };
  if (/перен[ео]с|moved|day off|выходн/.test(said)) return { is: 'moved' };
  return /праздн|holiday/.test(said) ? { is: 'holiday' } : null;
}

export const DAY_KINDS_RU = '«праздник», «перенос», «сокращённый» или «рабочий за понедельник»';

/** `2024-02-30` is no date. */
export function isDate(on: string): boolean {
  const at = Date.parse(`${on}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(on);
}

/** Monday is 0. */
export function weekdayIndexOn(on: string): number {
  return (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7;
}
