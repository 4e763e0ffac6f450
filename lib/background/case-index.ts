import { replay } from '../domain/cases/evolve.ts';
import type { CaseDocument } from '../domain/cases/model.ts';
import { ownDuty } from '../domain/cases/own-duty.ts';
import type { Schedule } from '../domain/worktime/model.ts';
import { actorOf } from '../protocol/actor.ts';
import type { Reference } from '../protocol/api.ts';
import type { CaseIndex, Due } from '../store/cache-rows.ts';
import { contextFor, refOfDocument } from './case-shelf.ts';

const numbers = new WeakMap<Reference, Map<Schedule, number>>();

/** What the store finds a case by; null when its facts cannot be read. */
export function indexOfDocument(document: CaseDocument, reference: Reference): CaseIndex | null {
  const ref = refOfDocument(document);
  return ref === null ? null : { ref, due: dueOf(document, reference) };
}

/** Null where the person owes nothing, and where it cannot be told: without the regulation, or when the events are of an unknown kind. */
function dueOf(document: CaseDocument, reference: Reference): Due | null {
  const context = contextFor(reference, document.regulation);
  if (!context) return null;
  try {
    const duty = ownDuty(replay(document), context, actorOf(reference.me));
    return duty && { deadlineAt: duty.deadlineAt, soonAt: duty.soonAt, schedule: numberOf(duty.schedule, reference) };
  } catch {
    return null;
  }
}

/** Schedules that are alike have one number. */
function numberOf(schedule: Schedule, reference: Reference): number {
  const known = numbers.get(reference) ?? new Map<Schedule, number>();
  numbers.set(reference, known);
  const { centre, city, external } = reference.schedules;
  const all = [centre, city, external, ...reference.bodies.map((body) => body.schedule)];
  const found = known.get(schedule) ?? all.findIndex((one) => JSON.stringify(one) === JSON.stringify(schedule));
  known.set(schedule, found);
  return found;
}
