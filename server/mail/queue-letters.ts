import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/domain/cases/clock-model.ts';
import { clocks } from '../../lib/domain/cases/clocks.ts';
import type { Actor, Case, CaseContext, CaseEvent } from '../../lib/domain/cases/model.ts';
import { OWN_EVENTS } from '../../lib/domain/cases/own-events.ts';
import { isOf } from '../../lib/domain/cases/status.ts';
import type { Trx } from '../db/connect.ts';
import { type OwedDuty, owedAs } from '../duties/owed.ts';
import { placesTaken } from '../substitutes.ts';
import { type LetterFacts, letterFactsSchema } from './letter-facts.ts';

interface Wisher {
  actor: Actor;
  marks: number[];
  duties: boolean;
}

/** Everybody of the tenant who wants letters, with whose place he takes now. */
async function wishers(trx: Trx, now: number): Promise<Wisher[]> {
  const rows = await trx
    .selectFrom('mail_wish')
    .innerJoin('person', (join) =>
      join.onRef('person.tenant_id', '=', 'mail_wish.tenant_id').onRef('person.id', '=', 'person_id'),
    )
    .select(['person.id', 'roles', 'body_id', 'marks', 'duties'])
    .where('disabled_at', 'is', null)
    .orderBy('person.id')
    .execute();
  const found: Wisher[] = [];
  for (const { id, roles, body_id: bodyId, marks, duties } of rows) {
    const places = await placesTaken(trx, id, now);
    const actsFor = places.map(({ person }) => ({ personId: person.id, roles: person.roles, bodyId: person.bodyId }));
    found.push({ actor: { personId: id, roles, bodyId, actsFor }, marks, duties });
  }
  return found;
}

/** Letters of what was just noted in a case: of each limit only the farthest mark, to those whose duty it is; after its end to who answers for it too. */
export async function queueClockLetters(
  trx: Trx,
  tenantId: string,
  { state, context, notes, now }: { state: Case; context: CaseContext; notes: CaseEvent[]; now: number },
): Promise<void> {
  const reached = notes.filter(({ type }) => type === OWN_EVENTS.clockReached);
  if (reached.length === 0) return;
  const people = await wishers(trx, now);
  for (const clock of clocks(state, context, now)) {
    const mark = Math.max(0, ...reached.filter((note) => isAbout(note, clock)).map(({ data }) => Number(data.mark)));
    if (mark === 0) continue;
    const { clock: id, assignment, startedAt, deadlineAt } = clock;
    const facts: LetterFacts = { kind: 'clock', caseId: state.id, clock: id, mark, assignment, startedAt, deadlineAt };
    const holder = await holderOf(trx, state, clock);
    const answering = answeringRole(notes, clock);
    for (const { actor } of people.filter(({ marks }) => marks.includes(mark))) {
      const isHolder = holder === null || [actor, ...(actor.actsFor ?? [])].some(({ personId }) => personId === holder);
      const answers = answering !== null && answering !== clock.who && isOf({ ...clock, who: answering }, state, context, actor);
      if ((isOf(clock, state, context, actor) && isHolder) || answers) await queue(trx, tenantId, actor.personId, facts, now);
    }
  }
}

/** Letters of a duty's reminder, to those whose role the text names. */
export async function queueDutyLetters(
  trx: Trx,
  tenantId: string,
  { duty, reminders, now }: { duty: OwedDuty; reminders: CaseEvent[]; now: number },
): Promise<void> {
  if (reminders.length === 0) return;
  const people = (await wishers(trx, now)).filter(({ actor, duties }) => duties && owedAs(duty, actor) !== null);
  for (const { data } of reminders) {
    const facts = letterFactsSchema.parse({ kind: 'duty', key: duty.key, dueAt: data.dueAt, stage: data.stage });
    for (const { actor } of people) await queue(trx, tenantId, actor.personId, facts, now);
  }
}

async function queue(trx: Trx, tenantId: string, personId: string, facts: LetterFacts, now: number): Promise<void> {
  const letter = { tenant_id: tenantId, id: randomUUID(), person_id: personId, facts: JSON.stringify(facts), created_at: now };
  await trx
    .insertInto('letter')
    .values({ ...letter, sent_at: null, dropped: null })
    .execute();
}

/** The one in the body who has the work in hand, where it is in the hands of one. */
async function holderOf(trx: Trx, state: Case, { who, assignment }: Clock): Promise<string | null> {
  const executorId = state.assignments.find((one) => one.id === assignment)?.executorId ?? null;
  if (executorId === null) return null;
  const person = await trx.selectFrom('person').select('roles').where('id', '=', executorId).executeTakeFirst();
  return person?.roles.includes(who) ? executorId : null;
}

function isAbout({ assignment, data }: CaseEvent, clock: Clock): boolean {
  return data.clock === clock.clock && data.startedAt === clock.startedAt && (assignment ?? null) === clock.assignment;
}

function answeringRole(notes: CaseEvent[], clock: Clock): string | null {
  const violation = notes.find((note) => note.type === OWN_EVENTS.violationNoted && isAbout(note, clock));
  return violation ? String(violation.data.responsible) : null;
}
