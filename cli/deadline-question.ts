import type { OutOfHours, Schedule } from '../lib/domain/worktime/model.ts';
import { readSchedule } from '../lib/protocol/schedule.ts';
import { readInstant } from './instants.ts';
import { type LineProblem, wrong } from './json-lines.ts';

/** One line of `vovremya deadlines`, understood. */
export interface Question {
  startAt: number;
  op: (typeof OPS)[number];
  unit: (typeof UNITS)[number];
  amount: number;
  outOfHours: OutOfHours;
  schedule: Schedule;
}

const OPS = ['after', 'before'] as const;
const UNITS = ['wmin', 'whour', 'wday', 'cmin'] as const;
const OUT_OF_HOURS = ['nextOpening', 'nextWorkingDay'] as const;

/** The question that a line puts, or the first thing that is wrong with it. */
export function readQuestion(line: Record<string, unknown>): { question: Question } | { error: LineProblem } {
  const startAt = readInstant(line.startUtc);
  if (startAt === null) return wrong('input', 'startUtc: ждём момент вида 2023-02-22T09:40:00Z');
  const op = OPS.find((known) => known === line.op);
  if (!op) return wrong('input', `op: ждём ${OPS.join(' или ')}`);
  const unit = UNITS.find((known) => known === line.unit);
  if (!unit) return wrong('input', `unit: ждём одно из ${UNITS.join(', ')}`);
  if (op === 'before' && unit === 'wday') return wrong('input', 'unit: назад (before) считаются wmin, whour и cmin');
  const { amount } = line;
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0) {
    return wrong('input', 'amount: ждём целое число не меньше 0');
  }
  const outOfHours = OUT_OF_HOURS.find((known) => known === (line.outOfHours ?? 'nextOpening'));
  if (!outOfHours) return wrong('input', `outOfHours: ждём ${OUT_OF_HOURS.join(' или ')}`);
  const read = readHours(line);
  return 'error' in read ? read : { question: { startAt, op, unit, amount, outOfHours, schedule: read.schedule } };
}

function readHours({ zone, schedule }: Record<string, unknown>): { schedule: Schedule } | { error: LineProblem } {
  if (typeof schedule !== 'object' || schedule === null) return wrong('input', 'schedule: ждём {"week": …}');
  const { week, shortDayMinusMinutes } = schedule as Record<string, unknown>;
  const read = readSchedule(zone, week, shortDayMinusMinutes);
  return read.ok ? { schedule: read.schedule } : wrong(read.code, read.message);
}
