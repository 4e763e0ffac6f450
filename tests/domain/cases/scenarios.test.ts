import { describe, expect, test } from 'vitest';
import { type DutyTerm, dutyTerms, endOfSameDay, rollingTerm } from '../../../lib/domain/duties/duty-terms.ts';
import { addWorkingDays, addWorkingMinutes, subtractWorkingMinutes } from '../../../lib/domain/worktime/working-time.ts';
import { regulation } from '../support/regulations.ts';
import { at, CHECKS, local, reached, scheduleNamed, story } from '../support/scenario.ts';
import { calendar } from '../support/worktime.ts';
import { alatyr } from './scenarios/alatyr.ts';
import { barnaul } from './scenarios/barnaul.ts';
import { DUTY_CHECKS } from './scenarios/duties.ts';
import { lebyazhye } from './scenarios/lebyazhye.ts';
import { novorossiysk } from './scenarios/novorossiysk.ts';
import { omsk } from './scenarios/omsk.ts';

/** Worked cases: each is played event by event and every deadline and outcome that it states is looked up. */
describe.each(Object.entries({ lebyazhye, alatyr, novorossiysk, omsk, barnaul }))('%s', (_, stories) => {
  for (const [name, told] of Object.entries(stories)) story(name, told);
});

/** Deadlines that no clock has: counter-examples, advice, the other reading where both agree, and what is told beside the clocks. */
const COUNTED = ['ALA-2.3', 'OMS-1.8', 'OMS-2.2', 'OMS-6.3', 'NVR-2.10'];

test.each(COUNTED)('%s is counted as worked', (id) => {
  expect(counted(id)).toBe(CHECKS.get(id)?.result);
});

test.each(Object.entries(DUTY_CHECKS))('%s: the duty falls due as worked', (id, [name, duty, after, asked]) => {
  const { office = '', result = '' } = CHECKS.get(id) ?? {};

  expect(local(termOf(name, duty, at(after, office), office)[asked], office)).toBe(result);
});

test('S-LEB-8: the curator is told of a new executor the same calendar day, not by the close of the office', () => {
  expect(local(endOfSameDay(at('2023-03-17 15:30', 'LEB'), scheduleNamed('LEB'), calendar), 'LEB')).toBe('2023-03-17 23:59');
});

test('every worked deadline is reached by some story', () => {
  const shown = [...reached, ...COUNTED, ...Object.keys(DUTY_CHECKS)];

  expect(CHECKS.size).toBe(124);
  expect([...CHECKS.keys()].filter((id) => !shown.includes(id))).toEqual([]);
  expect(new Set(shown).size).toBe(CHECKS.size);
});

function termOf(name: string, duty: string, afterAt: number, office: string): DutyTerm {
  const rule = regulation(name).duties.find((one) => one.id === duty);
  if (!rule) throw new Error(`no duty ${duty}`);
  if (rule.every === 'rolling6months') return rollingTerm(rule, afterAt, scheduleNamed(office), calendar);
  const [next] = dutyTerms(rule, afterAt, scheduleNamed(office), calendar);
  if (!next) throw new Error(`${duty} never falls due`);
  return next;
}

function counted(id: string): string {
  const { start = '', op, amount = 0, unit, office = '' } = CHECKS.get(id) ?? {};
  const name = office.replace('!', '');
  const schedule = scheduleNamed(name);
  const startAt = at(start, name);
  const answer =
    unit === 'wday'
      ? addWorkingDays(startAt, amount, schedule, calendar)
      : op === '-'
        ? subtractWorkingMinutes(startAt, amount, schedule, calendar)
        : addWorkingMinutes(startAt, amount, schedule, calendar, office.endsWith('!') ? 'nextWorkingDay' : 'nextOpening');
  return local(answer.at, name);
}
