import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { deadlines } from '../../cli/deadlines.ts';
import type { Interval } from '../../lib/domain/worktime/model.ts';
import { calendar } from '../domain/support/worktime.ts';

interface Answer {
  id: string | number | null;
  deadlineUtc?: string;
  explain?: { spans: { from: string; to: string; minutes: number }[]; skipped: { on: string; reason: string }[] };
  error?: { code: string; message: string };
}
interface Vector {
  id: string;
  schedule: string;
  op: string;
  startUtc: string;
  amount: number;
  unit: string;
  outOfHours: string;
  expectedUtc: string;
}

const root = new URL('../../', import.meta.url).pathname;
const { schedules, vectors } = JSON.parse(readFileSync(`${root}tests/fixtures/worktime.json`, 'utf8')) as {
  schedules: Record<string, { zone: string; week: Record<string, Interval[]>; shortDayMinusMinutes: number }>;
  vectors: Vector[];
};

const full: Interval[] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];
const week = { mon: full, tue: full, wed: full, thu: full, fri: [full[0], ['13:00', '16:00']], sat: [], sun: [] };
const hours = { week, shortDayMinusMinutes: 60 };
/** Tuesday 10:52 at +05. */
const question = {
  id: 'a',
  zone: 'Asia/Yekaterinburg',
  schedule: hours,
  op: 'after',
  startUtc: '2023-03-14T05:52:00Z',
  amount: 150,
  unit: 'wmin',
  outOfHours: 'nextOpening',
};

async function ask(...lines: (object | string)[]): Promise<{ exitCode: number; answers: Answer[] }> {
  const said: string[] = [];
  const terminal = { out: (line: string) => said.push(line), err: () => {}, drained: () => Promise.resolve() };
  const input = Readable.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`));
  const exitCode = await deadlines([], terminal, input);
  return { exitCode, answers: said.flatMap((text) => text.split('\n')).map((line) => JSON.parse(line)) };
}

async function one(change: object): Promise<Answer> {
  const { answers } = await ask({ ...question, ...change });
  return answers[0] as Answer;
}

async function deadline(change: object): Promise<string | undefined> {
  const { deadlineUtc, error } = await one(change);
  return deadlineUtc ?? error?.code;
}

function vovremya(args: string[], input: Iterable<string>, nodeArgs: string[] = []) {
  const child = spawn(process.execPath, [...nodeArgs, 'cli/main.ts', ...args], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {}); // A command that wants no input closes it.
  Readable.from(input).pipe(child.stdin);
  const status = new Promise<number | null>((resolve) => child.on('close', resolve));
  return Promise.all([status, text(child.stdout), text(child.stderr)]);
}

describe('deadlines', () => {
  test('gives every checked answer, with spans that add up to the amount', async () => {
    const { exitCode, answers } = await ask(
      ...vectors.map(({ schedule, ...vector }) => ({
        ...vector,
        zone: schedules[schedule]?.zone,
        schedule: schedules[schedule],
      })),
    );

    expect([exitCode, answers.length]).toEqual([0, 1008]);
    for (const [index, vector] of vectors.entries()) {
      const { id, deadlineUtc, explain } = answers[index] as Answer;
      const minutes = vector.unit === 'whour' ? vector.amount * 60 : vector.amount;

      expect([id, deadlineUtc]).toEqual([vector.id, vector.expectedUtc]);
      if (vector.unit === 'wmin' || vector.unit === 'whour') {
        expect(explain?.spans.reduce((sum, span) => sum + span.minutes, 0)).toBe(minutes);
      }
    }
  });

  test('answers in the shape that is promised', async () => {
    expect(await one({ startUtc: '2023-02-22T09:40:00Z' })).toEqual({
      id: 'a',
      deadlineUtc: '2023-02-27T04:10:00Z',
      explain: {
        spans: [
          { from: '2023-02-22T09:40:00Z', to: '2023-02-22T11:00:00Z', minutes: 80 },
          { from: '2023-02-27T03:00:00Z', to: '2023-02-27T04:10:00Z', minutes: 70 },
        ],
        skipped: [
          { on: '2023-02-23', reason: 'holiday' },
          { on: '2023-02-24', reason: 'moved' },
          { on: '2023-02-25', reason: 'weekend' },
          { on: '2023-02-26', reason: 'weekend' },
        ],
      },
    });
  });

  test('lets spans run forward in time when it counts back, and leaves them empty for days and calendar minutes', async () => {
    const before = await one({ op: 'before', startUtc: '2023-03-15T04:00:00Z', amount: 120 });
    const days = await one({ startUtc: '2023-03-17T04:00:00Z', amount: 1, unit: 'wday' });
    const night = await one({ startUtc: '2023-03-17T18:00:00Z', amount: 90, unit: 'cmin' });

    expect([before.deadlineUtc, before.explain?.spans.map(({ minutes }) => minutes)]).toEqual(['2023-03-14T11:00:00Z', [60, 60]]);
    expect([days.deadlineUtc, days.explain]).toEqual([
      '2023-03-20T12:00:00Z',
      {
        spans: [],
        skipped: [
          { on: '2023-03-18', reason: 'weekend' },
          { on: '2023-03-19', reason: 'weekend' },
        ],
      },
    ]);
    expect([night.deadlineUtc, night.explain]).toEqual(['2023-03-17T19:30:00Z', { spans: [], skipped: [] }]);
  });

  test('heeds the reading of messages out of hours only where minutes are added', async () => {
    const change = { startUtc: '2023-03-14T02:50:00Z', amount: 60, outOfHours: 'nextWorkingDay' };
    const back = await one({ ...change, op: 'before' });

    expect([back.deadlineUtc, back.explain?.spans.map(({ minutes }) => minutes)]).toEqual(['2023-03-13T11:00:00Z', [60]]);
    expect(await deadline({ ...change, amount: 0, unit: 'wday' })).toBe('2023-03-14T12:00:00Z');
    expect(await deadline({ ...change, unit: 'cmin' })).toBe('2023-03-14T03:50:00Z');
  });

  test('counts no minute of today when the message came before opening and the reading is the next working day', async () => {
    const literal = await one({ startUtc: '2023-03-14T02:50:00Z', amount: 90, outOfHours: 'nextWorkingDay' });

    expect([literal.deadlineUtc, literal.explain?.spans.map(({ from }) => from)]).toEqual([
      '2023-03-15T04:30:00Z',
      ['2023-03-15T03:00:00Z'],
    ]);
  });

  test.each([
    ['a start just at opening', { startUtc: '2023-03-14T03:00:00Z', amount: 480 }, '2023-03-14T12:00:00Z'],
    ['a start just at close', { startUtc: '2023-03-14T12:00:00Z', amount: 1 }, '2023-03-15T03:01:00Z'],
    ['nothing to add at close', { startUtc: '2023-03-14T12:00:00Z', amount: 0 }, '2023-03-14T12:00:00Z'],
    ['nothing to add half a second after close', { startUtc: '2023-03-14T12:00:00.500Z', amount: 0 }, '2023-03-15T03:00:00Z'],
    ['seconds across lunch', { startUtc: '2023-03-14T06:59:40Z', amount: 1 }, '2023-03-14T08:00:40Z'],
    ['milliseconds, cut in the answer', { startUtc: '2023-03-14T06:00:00.999Z', amount: 1 }, '2023-03-14T06:01:00Z'],
    ['no day to add on a day that is worked', { amount: 0, unit: 'wday' }, '2023-03-14T12:00:00Z'],
    ['nothing to go back on a Saturday', { op: 'before', startUtc: '2023-03-18T05:00:00Z', amount: 0 }, '2023-03-17T11:00:00Z'],
    ['going back over New Year', { op: 'before', startUtc: '2024-01-09T04:00:00Z', amount: 120 }, '2023-12-29T10:00:00Z'],
    ['calendar minutes back', { op: 'before', amount: 60, unit: 'cmin' }, '2023-03-14T04:52:00Z'],
    [
      'all the published hours of seven years',
      { schedule: { ...hours, week: { ...week, fri: full } }, startUtc: '2020-01-09T03:00:00Z', amount: 13_820, unit: 'whour' },
      '2026-12-30T12:00:00Z',
    ],
  ])('is right for %s', async (_, change, expected) => {
    expect(await deadline(change)).toBe(expected);
  });

  test.each([
    ['clocks go forward within the day', { startUtc: '2024-03-31T00:30:00Z' }, '2024-03-31T01:30:00Z'],
    ['clocks go back within the day', { startUtc: '2024-10-26T22:30:00Z', amount: 240 }, '2024-10-27T02:30:00Z'],
    ['clocks go forward before the close', { startUtc: '2024-03-31T03:30:00Z', amount: 0, op: 'before' }, '2024-03-31T03:30:00Z'],
    [
      'the close has passed since clocks went forward',
      { startUtc: '2024-03-31T04:30:00Z', amount: 0, op: 'before' },
      '2024-03-31T04:00:00Z',
    ],
  ])('is right in a zone with summer time when %s', async (_, change, expected) => {
    const nights = { week: { sun: [['00:30', '06:00']] }, shortDayMinusMinutes: 0 };

    expect(await deadline({ zone: 'Europe/Berlin', schedule: nights, amount: 60, ...change })).toBe(expected);
  });

  test('keeps the hours of the wall clock when summer time begins in between', async () => {
    expect(await deadline({ zone: 'Europe/Berlin', startUtc: '2024-03-29T14:30:00Z', amount: 60 })).toBe('2024-04-01T06:30:00Z');
  });

  test('counts around the clock when a day closes at 24:00', async () => {
    const always = Object.fromEntries(Object.keys(week).map((day) => [day, [['00:00', '24:00']]]));
    const change = { schedule: { week: always, shortDayMinusMinutes: 0 } };

    expect(await deadline({ ...change, startUtc: '2023-03-14T18:30:00Z', amount: 60 })).toBe('2023-03-14T19:30:00Z');
    expect(await deadline({ ...change, startUtc: '2023-02-22T19:00:00Z', amount: 0 })).toBe('2023-02-22T19:00:00Z');
    expect(await deadline({ ...change, startUtc: '2023-02-22T19:00:00Z', amount: 1 })).toBe('2023-02-24T19:01:00Z');
  });

  test('rests on a holiday at the weekend, and on a worked Saturday follows the day it stands for, whatever the week says', async () => {
    const saturdays = { week: { ...week, mon: [['10:00', '11:00']], sat: [['20:00', '21:00']] }, shortDayMinusMinutes: 60 };

    expect(await deadline({ schedule: saturdays, startUtc: '2023-11-03T16:00:00Z', amount: 1 })).toBe('2023-11-07T03:01:00Z');
    expect(await deadline({ schedule: saturdays, startUtc: '2024-04-26T16:00:00Z', amount: 1 })).toBe('2024-04-27T05:01:00Z');
  });

  test('takes intervals in any order and closed weekdays left out, and fills in what may be absent', async () => {
    const bare = { week: { tue: [...full].reverse(), wed: null }, id: 1 };

    expect(await deadline({ schedule: bare, outOfHours: null })).toBe('2023-03-14T09:22:00Z');
    expect(await deadline({ schedule: bare, outOfHours: null, unknown: [] })).toBe('2023-03-14T09:22:00Z');
  });
});

describe('a wrong question', () => {
  const day = (...intervals: unknown[]) => ({ schedule: { ...hours, week: { ...week, tue: intervals } } });

  test.each([
    ['overlap', day(['08:00', '12:00'], ['11:59', '17:00'])],
    ['overlap, the later first', day(['11:59', '17:00'], ['08:00', '12:00'])],
    ['are the same twice', day(['08:00', '12:00'], ['08:00', '12:00'])],
    ['end before they start', day(['12:00', '08:00'])],
    ['are empty', day(['12:00', '12:00'])],
    ['are no times', day(['8:00', '12:00'])],
    ['are beyond the day', day(['08:00', '24:01'])],
    ['begin at the end of the day', day(['24:00', '24:00'])],
    ['have minutes of 60', day(['08:00', '12:60'])],
    ['are numbers', day([8, 12])],
    ['are no pairs', day(['08:00'])],
    ['are no list', { schedule: { ...hours, week: { ...week, tue: '08:00-12:00' } } }],
    ['are nowhere in the week', { schedule: { ...hours, week: { mon: [], sun: [] } } }],
    ['are not there', { schedule: { shortDayMinusMinutes: 60 } }],
  ])('has the error «schedule» when the hours %s', async (_, change) => {
    expect(await deadline(change)).toBe('schedule');
  });

  test.each([
    ['op', { op: 'around' }],
    ['unit', { unit: 'wmonth' }],
    ['days back', { op: 'before', unit: 'wday' }],
    ['a negative amount', { amount: -1 }],
    ['half an amount', { amount: 1.5 }],
    ['an amount as text', { amount: '1' }],
    ['no amount', { amount: null }],
    ['an amount without end', { amount: 1e300 }],
    ['out of hours', { outOfHours: 'never' }],
    ['no zone', { zone: null }],
    ['a zone that is not', { zone: 'Asia/Lebyazhye' }],
    ['a bare offset', { zone: '+05:00' }],
    ['an empty zone', { zone: '' }],
    ['no schedule', { schedule: null }],
    ['a short day of text', { schedule: { week, shortDayMinusMinutes: '60' } }],
    ['a short day that is longer', { schedule: { week, shortDayMinusMinutes: -60 } }],
    ['no start', { startUtc: null }],
    ['a start without zone', { startUtc: '2023-03-14T05:52:00' }],
    ['a start with an offset', { startUtc: '2023-03-14T05:52:00+05:00' }],
    ['a start on 30 February', { startUtc: '2023-02-30T05:52:00Z' }],
    ['a start at 24 hours', { startUtc: '2023-02-20T24:00:00Z' }],
    ['a start as number', { startUtc: 1_678_773_120_000 }],
  ])('has the error «input» for %s', async (_, change) => {
    expect(await deadline(change)).toBe('input');
  });

  test.each([
    ['the start is before the years', { startUtc: '2019-12-31T18:59:59Z' }],
    ['the start is after the years', { startUtc: '2026-12-31T19:00:00Z' }],
    ['the start is far away', { startUtc: '9999-12-31T19:00:00Z' }],
    ['the deadline is in 2027', { startUtc: '2026-12-30T11:00:00Z', amount: 61 }],
    ['the limit is one millennium', { amount: 1e9 }],
    ['the limit is all the days there are', { amount: Number.MAX_SAFE_INTEGER, unit: 'wday' }],
    ['going back leads into 2019', { op: 'before', startUtc: '2020-01-09T04:00:00Z', amount: 61 }],
    ['going back by nothing leads into 2019', { op: 'before', startUtc: '2020-01-05T04:00:00Z', amount: 0 }],
    ['calendar minutes lead into 2027', { startUtc: '2026-12-31T18:00:00Z', amount: 60, unit: 'cmin' }],
  ])('has the error «calendar» when %s', async (_, change) => {
    expect(await deadline(change)).toBe('calendar');
  });

  test.each([
    ['the first moment of 2020', { startUtc: '2019-12-31T19:00:00Z', amount: 1 }, '2020-01-09T03:01:00Z'],
    ['the last working minute of 2026', { startUtc: '2026-12-30T11:00:00Z', amount: 60 }, '2026-12-30T12:00:00Z'],
    ['the last calendar minute of 2026', { startUtc: '2026-12-31T18:00:00Z', amount: 59, unit: 'cmin' }, '2026-12-31T18:59:00Z'],
  ])('is none at %s', async (_, change, expected) => {
    expect(await deadline(change)).toBe(expected);
  });

  test('does not keep the next ones from their answers', async () => {
    const { exitCode, answers } = await ask('{', { ...question, id: 1, op: 'x' }, '', { ...question, id: 2 });

    expect([exitCode, answers.map(({ id, deadlineUtc, error }) => [id, error?.code ?? deadlineUtc])]).toEqual([
      1,
      [
        [null, 'input'],
        [1, 'input'],
        [2, '2023-03-14T09:22:00Z'],
      ],
    ]);
  });
});

describe('the command', () => {
  test('takes 100,000 lines in one go, in the memory of a tenth of them', async () => {
    const line = `${JSON.stringify({ ...question, unknown: 'x'.repeat(2000) })}\n`;
    function* lines(count: number) {
      for (let sent = 0; sent < count; sent += 100) yield line.repeat(100);
    }
    const sayMemory = 'process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';
    const run = (count: number) =>
      vovremya(['deadlines'], lines(count), ['--import', `data:text/javascript,${encodeURIComponent(sayMemory)}`]);

    const [, , tenthKib] = await run(10_000);
    const [status, out, kib] = await run(100_000);

    expect(status).toBe(0);
    expect(out.split('\n').filter((answer) => answer.includes('"deadlineUtc":"2023-03-14T09:22:00Z"'))).toHaveLength(100_000);
    // The whole input is some 250 MB.
    expect((Number(kib) - Number(tenthKib)) / 1024).toBeLessThan(100);
  });

  test('ends with 1 when a line was wrong, and with 2 and one line on stderr when an argument is', async () => {
    const [wrong] = await vovremya(['deadlines'], ['{}\n']);
    const [misused, out, err] = await vovremya(['deadlines', '--csae'], []);

    expect(wrong).toBe(1);
    expect([misused, out, err.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  });
});

test('the calendar of the checked answers is the calendar that comes with the program', () => {
  const { calendar: checked } = JSON.parse(readFileSync(`${root}tests/fixtures/worktime.json`, 'utf8')) as {
    calendar: { weekdaysOff: Record<string, string[]>; movedWorkdays: Record<string, string>; shortDays: string[] };
  };
  const isWeekday = (on: string) => ![0, 6].includes(new Date(on).getUTCDay());
  const holidays = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08', '02-23', '03-08', '05-01', '05-09'];

  expect(calendar.flatMap((year) => year.shortDays)).toEqual(checked.shortDays);
  expect(calendar.flatMap((year) => year.movedWorkdays.map(({ on }) => on))).toEqual(Object.keys(checked.movedWorkdays));
  for (const { year, daysOff } of calendar) {
    const off = daysOff.map(({ on }) => on);

    expect(off.filter(isWeekday)).toEqual(checked.weekdaysOff[year]);
    expect(off).toEqual(expect.arrayContaining([...holidays, '06-12', '11-04'].map((day) => `${year}-${day}`)));
  }
});
