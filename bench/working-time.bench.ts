import { addWorkingDays, addWorkingMinutes, subtractWorkingMinutes } from '../lib/domain/worktime/working-time.ts';
import { rateOf, times } from './support/rate.ts';
import { DAY_RIVALS, MINUTE_RIVALS, type Rival } from './support/rivals.ts';
import type { BenchSection } from './support/section.ts';
import { calendar, daysOff, scheduleOf, type Vector, vectors } from './support/vectors.ts';

interface Part {
  name: string;
  vectors: Vector[];
  rivals: Rival[];
  /** What is compared of an answer: the libraries that count days keep the hour of the start. */
  format: string;
}

interface Result {
  rival: string;
  part: Part;
  right: number;
  ratio: number;
  ratioWhereRight: number | null;
  wrongAt: string;
}

const PARTS: Part[] = [
  {
    name: 'minutes and hours after and before',
    vectors: vectors.filter(({ unit, outOfHours }) => (unit === 'wmin' || unit === 'whour') && outOfHours === 'nextOpening'),
    rivals: MINUTE_RIVALS,
    format: 'YYYY-MM-DD HH:mm',
  },
  {
    name: 'working days after, the date only',
    vectors: vectors.filter(({ unit }) => unit === 'wday'),
    rivals: DAY_RIVALS,
    format: 'YYYY-MM-DD',
  },
];

/** Deadlines a second against the nearest npm libraries, on the checked answers that they could give. */
export function bench(): BenchSection {
  // The libraries know the machine's zone only: in UTC the office's wall time is read as it stands.
  process.env.TZ = 'UTC';
  const results = PARTS.flatMap((part) => part.rivals.map((rival) => compare(rival, part)));
  const ratioTo = (name: string) => Math.min(...results.filter(({ rival }) => rival === name).map(({ ratio }) => ratio));
  return {
    title: 'Working time',
    about: [
      'Every question is a checked answer of tests/fixtures/worktime.json. The libraries are told all days off of 2020–2026 and the hours of each',
      'weekday; zones, short days and worked Saturdays they do not know. «Quicker» is how many more deadlines a second the engine gives on the',
      'same questions, first on all of the part, then on those that the library has right.',
    ],
    columns: ['library', 'part', 'right', 'the engine is quicker by', 'where it is right, by', 'wrong most often at'],
    rows: results.map(({ rival, part, right, ratio, ratioWhereRight, wrongAt }) => [
      rival,
      part.name,
      `${right} of ${part.vectors.length}`,
      times(ratio),
      ratioWhereRight === null ? '—' : times(ratioWhereRight),
      wrongAt,
    ]),
    bars: [
      { promise: `the engine has every answer right (${vectors.length})`, holds: vectors.every(isRight) },
      { promise: 'at least 100× as quick as dayjs-business-time', holds: ratioTo('dayjs-business-time') >= 100 },
      {
        promise: 'quicker than every library on what it has right',
        holds: results.every(({ ratioWhereRight }) => (ratioWhereRight ?? 2) > 1),
      },
    ],
  };
}

function compare(rival: Rival, part: Part): Result {
  const right = part.vectors.filter((vector) => {
    rival.setUp(scheduleOf(vector), daysOff);
    const { length } = part.format;
    return (
      rival.ready(vector.startLocal.slice(0, 16), vector)().format(part.format).slice(0, length) ===
      vector.expectedLocal.slice(0, length)
    );
  });
  return {
    rival: rival.name,
    part,
    right: right.length,
    ratio: ratioOn(part.vectors, rival),
    ratioWhereRight: right.length === 0 ? null : ratioOn(right, rival),
    wrongAt: commonest(part.vectors.filter((vector) => !right.includes(vector))),
  };
}

function ratioOn(asked: Vector[], rival: Rival): number {
  const schedules = [...new Set(asked.map(({ schedule }) => schedule))];
  let own = 0;
  let others = 0;
  // Seconds a question, added up by schedule: the libraries hold one set of hours at a time.
  for (const name of schedules) {
    const questions = asked.filter(({ schedule }) => schedule === name);
    const [first] = questions;
    if (!first) continue;
    rival.setUp(scheduleOf(first), daysOff);
    const counts = questions.map((vector) => rival.ready(vector.startLocal.slice(0, 16), vector));
    const starts = questions.map((vector) => ownQuestion(vector));
    others += questions.length / rateOf(questions.length, () => counts.forEach(call));
    own += questions.length / rateOf(questions.length, () => starts.forEach(call));
  }
  return others / own;
}

function ownQuestion(vector: Vector): () => number {
  const { op, unit, minutes, amount, outOfHours } = vector;
  const schedule = scheduleOf(vector);
  const startAt = Date.parse(vector.startUtc);
  if (unit === 'cmin') return () => startAt + minutes * 60_000;
  if (unit === 'wday') return () => addWorkingDays(startAt, amount, schedule, calendar).at;
  if (op === 'before') return () => subtractWorkingMinutes(startAt, minutes, schedule, calendar).at;
  return () => addWorkingMinutes(startAt, minutes, schedule, calendar, outOfHours).at;
}

function isRight(vector: Vector): boolean {
  return ownQuestion(vector)() === Date.parse(vector.expectedUtc);
}

function call(count: () => unknown): void {
  count();
}

/** The kinds of question (tags of the checked answers) that are most often among them. */
function commonest(wrong: Vector[]): string {
  const counts = new Map<string, number>();
  for (const tag of wrong.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const [example] = wrong;
  const ranked = [...counts].sort(([, a], [, b]) => b - a).slice(0, 4);
  const tags = ranked.map(([tag, count]) => `${tag} (${count})`).join(', ');
  return example ? `${tags}; e.g. ${example.startLocal} ${example.op} ${example.amount} ${example.unit}` : 'nothing';
}
