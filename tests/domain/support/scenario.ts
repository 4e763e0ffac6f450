import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Clock } from '../../../lib/domain/cases/clock-model.ts';
import { clocks } from '../../../lib/domain/cases/clocks.ts';
import type { Body, CaseContext, CaseEvent } from '../../../lib/domain/cases/model.ts';
import { violations } from '../../../lib/domain/cases/violations.ts';
import type { Interval, Schedule } from '../../../lib/domain/worktime/model.ts';
import { regulation } from './regulations.ts';
import { calendar } from './worktime.ts';

/** Work schedules of the scenarios: no regulation states hours. Offsets are those of the years that the scenarios touch. */
const long = (...intervals: Interval[]) => intervals;
function hours(zone: string, day: Interval[], friday: Interval[]): Schedule {
  return { zone, week: { mon: day, tue: day, wed: day, thu: day, fri: friday, sat: [], sun: [] }, shortDayMinusMinutes: 60 };
}
const EIGHT = long(['08:00', '12:00'], ['13:00', '17:00']);
export const SCHEDULES: Record<string, { schedule: Schedule; offset: string }> = {
  LEB: { schedule: hours('Asia/Yekaterinburg', EIGHT, long(['08:00', '12:00'], ['13:00', '16:00'])), offset: '+05:00' },
  ALA: { schedule: hours('Europe/Moscow', EIGHT, EIGHT), offset: '+03:00' },
  NVR: {
    schedule: hours('Europe/Moscow', long(['09:00', '13:00'], ['13:50', '18:00']), long(['09:00', '13:00'], ['13:50', '17:00'])),
    offset: '+03:00',
  },
  OMS: {
    schedule: hours('Asia/Omsk', long(['08:30', '13:00'], ['14:00', '17:45']), long(['08:30', '13:00'], ['14:00', '16:30'])),
    offset: '+06:00',
  },
  OMC: {
    schedule: hours('Asia/Omsk', long(['09:00', '13:00'], ['14:00', '18:00']), long(['09:00', '13:00'], ['14:00', '18:00'])),
    offset: '+06:00',
  },
  BAR: {
    schedule: hours('Asia/Barnaul', long(['08:00', '11:30'], ['12:18', '17:00']), long(['08:00', '11:30'], ['12:18', '16:00'])),
    offset: '+07:00',
  },
};

export function scheduleNamed(id: string): Schedule {
  const found = SCHEDULES[id];
  if (!found) throw new Error(`no schedule ${id}`);
  return found.schedule;
}

/** `2023-03-14 10:52` of an organisation as an instant. */
export function at(local: string, office: string): number {
  return Date.parse(`${local.replace(' ', 'T')}:00${SCHEDULES[office]?.offset ?? 'Z'}`);
}

export function local(instant: number, office: string): string {
  const hoursAhead = Number(SCHEDULES[office]?.offset.slice(1, 3));
  return new Date(instant + hoursAhead * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** One worked deadline: `CHECK LEB-1.1: 2023-03-14 10:52 + 60 wmin @LEB = 2023-03-14 11:52 Tue`. */
export interface Check {
  id: string;
  start: string;
  op: '+' | '-';
  amount: number;
  unit: string;
  office: string;
  result: string;
}

export const CHECKS: ReadonlyMap<string, Check> = new Map(
  readFileSync(new URL('../../fixtures/scenario-checks.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, id = '', start = '', op, amount, unit = '', office = '', result = ''] =
        /^CHECK (\S+): (\S+ \S+) ([+-]) (\d+) (\w+) @(\S+) = (\S+ \S+) \w+$/.exec(line) ?? [];
      return [id, { id, start, op: op === '-' ? '-' : '+', amount: Number(amount), unit, office, result }];
    }),
);

/** `[when, event, about]`; what is about no assignment, draft, kind or mode is the event's data. */
export type Row = [when: string, type: string, about?: Record<string, unknown>];

export interface Story {
  regulation: string;
  /** Whose clock on the wall the times are of. */
  office: keyof typeof SCHEDULES;
  centre?: keyof typeof SCHEDULES;
  rows: Row[];
  now: string;
  /** Clock (`approval#2` the second run, `routing~` by the other reading) for each worked deadline that the story reaches. */
  checks?: Record<string, string>;
  /** Clocks with `deadline state`, oldest run first; those of a case that are not named here are not looked at. */
  runs?: Record<string, string[]>;
  /** Clocks that are violated by then. */
  violated?: string[];
}

/** Ids of the worked deadlines that some story has reached. */
export const reached = new Set<string>();

export function story(name: string, told: Story): void {
  for (const id of Object.keys(told.checks ?? {})) reached.add(id);
  test(name, () => {
    const found = play(told);
    for (const [id, clock] of Object.entries(told.checks ?? {})) expectCheck(id, clock, found, told);
    for (const [clock, expected] of Object.entries(told.runs ?? {})) {
      const shown = found.filter((one) => one.clock === clock);
      expect(
        shown.map((one) => `${local(one.deadlineAt, told.office)} ${one.state}`),
        clock,
      ).toEqual(expected);
    }
    if (told.violated) expect(violated(told)).toEqual(told.violated);
  });
}

export function contextOf({ regulation: name, office, centre = office }: Story): CaseContext {
  const schedule = scheduleNamed(office);
  const body = (id: string): Body => ({ id, title: id, schedule, officialAccounts: [], defaultExecutorId: null });
  const above = scheduleNamed(centre);
  const schedules = { centre: above, city: above, external: above };
  return { profile: regulation(name), bodies: [body('a'), body('b'), body('c')], schedules, calendar };
}

export function eventsOf(rows: Row[], office: string): CaseEvent[] {
  return rows.map(([when, type, about = {}], index) => {
    const { assignment, draft, kind, mode, ...data } = about;
    const named = Object.fromEntries(
      Object.entries({ assignment, draft, kind, mode }).filter(([, value]) => value !== undefined),
    );
    return { ...named, id: `e${index}`, type, at: at(when, office), by: 'system', data };
  });
}

function play(told: Story, now = told.now): Clock[] {
  return clocks({ events: eventsOf(told.rows, told.office) }, contextOf(told), at(now, told.office));
}

function violated(told: Story, now = told.now): string[] {
  const state = { events: eventsOf(told.rows, told.office) };
  return violations(state, contextOf(told), at(now, told.office)).map((one) => one.clock);
}

function expectCheck(id: string, asked: string, found: Clock[], { office }: Story): void {
  const check = CHECKS.get(id);
  if (!check) throw new Error(`no worked deadline ${id}`);
  const [clock = '', nth = '1'] = asked.replace('~', '').split('#');
  const run = found.filter((one) => one.clock === clock)[Number(nth) - 1];
  if (!run) throw new Error(`${id}: clock ${asked} has not begun; there are ${found.map((one) => one.clock).join(', ')}`);
  const deadlineAt = asked.endsWith('~') ? (run.lenientDeadlineAt ?? Number.NaN) : run.deadlineAt;
  expect(`${id} ${local(deadlineAt, office)}`).toBe(`${id} ${check.result}`);
  if (check.op === '+') expect(`${id} from ${local(run.startedAt, office)}`).toBe(`${id} from ${check.start}`);
}
