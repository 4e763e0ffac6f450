import { explain } from '../lib/domain/worktime/explain.ts';
import type { Calendar, WorktimeAnswer } from '../lib/domain/worktime/model.ts';
import {
  addCalendarMinutes,
  addWorkingDays,
  addWorkingMinutes,
  subtractWorkingMinutes,
} from '../lib/domain/worktime/working-time.ts';
import { type Question, readQuestion } from './deadline-question.ts';
import { deadlinesOfCases } from './deadlines-case.ts';
import { federalCalendar } from './federal-calendar.ts';
import { writeInstant } from './instants.ts';
import { answerJsonLines, type ByteStream, type LineAnswer, wrong } from './json-lines.ts';
import { keepSchedules } from './kept-schedules.ts';
import type { Terminal } from './terminal.ts';

const HOUR_MINUTES = 60;
const DAY_MS = 86_400_000;

/** `deadlines`: questions about working time on standard input, or with `--case` whole cases, one answer a line; 2 for wrong arguments. */
export async function deadlines(args: string[], terminal: Terminal, input: ByteStream = process.stdin): Promise<number> {
  if (args.length === 1 && args[0] === '--case') return deadlinesOfCases(terminal, input);
  if (args.length > 0) {
    terminal.err(`vovremya deadlines: лишнее «${args.join(' ')}»; вопросы читаются со стандартного ввода, по одному в строке`);
    return 2;
  }
  const calendar = federalCalendar();
  const isOutside = outsideOf(calendar);
  const same = keepSchedules();
  return answerJsonLines(input, terminal, (line) => {
    const read = readQuestion(line);
    if ('error' in read) return read;
    if (isOutside(read.question)) return outsideCalendar();
    return answer({ ...read.question, schedule: same(read.question.schedule) }, calendar);
  });
}

function answer(question: Question, calendar: Calendar): LineAnswer {
  const { startAt, op, unit, schedule, outOfHours } = question;
  const { at, approved } = count(question, calendar);
  if (!approved) return outsideCalendar();
  const [from, to] = op === 'after' ? [startAt, at] : [at, startAt];
  const reading = op === 'after' && inMinutes(unit) ? outOfHours : 'nextOpening';
  const { spans, skipped } = explain(from, to, schedule, calendar, reading);
  return {
    deadlineUtc: writeInstant(at),
    explain: {
      spans: inMinutes(unit)
        ? spans.map((span) => ({ from: writeInstant(span.fromAt), to: writeInstant(span.toAt), minutes: span.minutes }))
        : [],
      skipped: unit === 'cmin' ? [] : skipped.map(({ on, reason }) => ({ on, reason })),
    },
  };
}

function count({ startAt, op, unit, amount, outOfHours, schedule }: Question, calendar: Calendar): WorktimeAnswer {
  if (unit === 'cmin') return addCalendarMinutes(startAt, op === 'after' ? amount : -amount, schedule, calendar);
  if (unit === 'wday') return addWorkingDays(startAt, amount, schedule, calendar);
  const minutes = unit === 'whour' ? amount * HOUR_MINUTES : amount;
  if (op === 'before') return subtractWorkingMinutes(startAt, minutes, schedule, calendar);
  return addWorkingMinutes(startAt, minutes, schedule, calendar, outOfHours);
}

function inMinutes(unit: Question['unit']): boolean {
  return unit === 'wmin' || unit === 'whour';
}

/** Tells questions that leave the calendar in any zone: what begins elsewhere or is longer than all its years is not counted at all. */
function outsideOf(calendar: Calendar): (question: Question) => boolean {
  const years = calendar.map(({ year }) => year);
  const firstAt = Date.UTC(Math.min(...years), 0, 1) - DAY_MS;
  const endAt = Date.UTC(Math.max(...years) + 1, 0, 1) + DAY_MS;
  return ({ startAt, unit, amount }) => {
    const minutes = unit === 'wday' ? amount * 24 * HOUR_MINUTES : unit === 'whour' ? amount * HOUR_MINUTES : amount;
    return startAt < firstAt || startAt > endAt || minutes * 60_000 > endAt - firstAt;
  };
}

function outsideCalendar(): LineAnswer {
  return wrong('calendar', 'счёт выходит за годы производственного календаря');
}
