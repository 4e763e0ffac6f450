import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OutOfHours, Schedule } from '../../../lib/domain/worktime/model.ts';
import { addWorkingDays, addWorkingMinutes, subtractWorkingMinutes } from '../../../lib/domain/worktime/working-time.ts';
import { calendar } from '../support/worktime.ts';

interface Step {
  op: 'after' | 'before';
  amount: number;
  unit: 'wmin' | 'whour' | 'wday' | 'cmin';
  expectedUtc: string;
}
interface Vectors {
  schedules: Record<string, Schedule>;
  vectors: (Step & {
    id: string;
    schedule: string;
    startUtc: string;
    startLocal: string;
    outOfHours: OutOfHours;
    tags: string[];
  })[];
  chains: { id: string; schedule: string; startUtc: string; note: string; steps: Step[] }[];
}

const { schedules, vectors, chains } = JSON.parse(
  readFileSync(new URL('../../fixtures/worktime.json', import.meta.url), 'utf8'),
) as Vectors;

function answer(startAt: number, { op, amount, unit }: Step, schedule: Schedule, outOfHours: OutOfHours): number {
  if (unit === 'cmin') return startAt + (op === 'after' ? 1 : -1) * amount * 60_000;
  if (unit === 'wday') return addWorkingDays(startAt, amount, schedule, calendar).at;
  const minutes = unit === 'whour' ? amount * 60 : amount;
  if (op === 'before') return subtractWorkingMinutes(startAt, minutes, schedule, calendar).at;
  return addWorkingMinutes(startAt, minutes, schedule, calendar, outOfHours).at;
}

function scheduleNamed(name: string): Schedule {
  const schedule = schedules[name];
  if (!schedule) throw new Error(`no schedule ${name}`);
  return schedule;
}

describe('checked answers', () => {
  test('there are 1008 of them and 42 chains', () => {
    expect([vectors.length, chains.length]).toEqual([1008, 42]);
  });

  test.each(vectors)('$id: $startLocal $op $amount $unit @$schedule', (vector) => {
    const found = answer(Date.parse(vector.startUtc), vector, scheduleNamed(vector.schedule), vector.outOfHours);

    expect(new Date(found).toISOString()).toBe(new Date(vector.expectedUtc).toISOString());
  });

  test.each(chains)('$id: $note', ({ startUtc, schedule, steps }) => {
    let at = Date.parse(startUtc);
    for (const step of steps) {
      at = answer(at, step, scheduleNamed(schedule), 'nextOpening');

      expect(new Date(at).toISOString()).toBe(new Date(step.expectedUtc).toISOString());
    }
  });
});
