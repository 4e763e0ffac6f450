import type { Actor, Body, Capacity, CaseContext, CaseEvent } from '../../lib/domain/cases/model.ts';
import { scheduleOf, scheduleOfRole } from '../../lib/domain/cases/schedules.ts';
import { type DutyDone, type DutyTurn, dutyTurns } from '../../lib/domain/duties/duty-turns.ts';
import { versionInForce } from '../../lib/domain/regulations/in-force.ts';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import type { Schedule } from '../../lib/domain/worktime/model.ts';
import { clockOf, dayNumberOf, zoneOf } from '../../lib/domain/worktime/zone.ts';
import type { EventPayload } from '../commands/case-store.ts';
import type { Trx } from '../db/connect.ts';
import type { Library } from '../library.ts';
import { caseContext, tenantProfiles } from '../reference.ts';

export const DUTY_EVENTS = { begun: 'duty.begun', reminded: 'duty.reminded', done: 'duty.done' } as const;

/** A duty of a regulation that this tenant follows; where each body owes it for itself, once for every body. */
export interface OwedDuty {
  /** Under which its events are filed in the tenant's chain; the same for every version of the regulation. */
  key: string;
  profile: Profile;
  rule: Profile['duties'][number];
  /** Null where the duty is not a body's. */
  body: Body | null;
  schedule: Schedule;
  context: CaseContext;
}

/** The duties of the versions in force at `now` (epoch ms). */
export async function owedDuties(trx: Trx, library: Library, now: number): Promise<OwedDuty[]> {
  const context = await caseContext(trx, library, null, now);
  const ids = new Set((await tenantProfiles(trx, library)).map(({ profile }) => profile));
  const followed = [...ids].flatMap((id) =>
    id === context.profile.profile ? context.profile : (versionInForce(library.profiles, id, now) ?? []),
  );
  return followed.flatMap((profile) => {
    const own = { ...context, profile };
    const bodies = context.bodies.filter((body) => (body.regulation ?? context.profile.profile) === profile.profile);
    return profile.duties.flatMap((rule) => {
      const isOfBodies = profile.roles[rule.by]?.org === 'body';
      return (isOfBodies ? bodies : [null]).map((body): OwedDuty => {
        const schedule = scheduleOf(own, scheduleOfRole(own, rule.by), body?.id ?? null);
        return {
          key: ['duty', profile.profile, rule.id, ...(body ? [body.id] : [])].join(':'),
          profile,
          rule,
          body,
          schedule,
          context: own,
        };
      });
    });
  });
}

export interface DutyRecord {
  duty: OwedDuty;
  events: CaseEvent[];
  /** Oldest first, up to the first that is still to come. */
  turns: DutyTurn[];
}

/** What is recorded of each duty, and how its turns stand at `now`. */
export async function readDuties(trx: Trx, library: Library, duties: OwedDuty[], now: number): Promise<DutyRecord[]> {
  if (duties.length === 0) return [];
  const rows = await trx
    .selectFrom('event')
    .select(['case_id', 'payload'])
    .where(
      'case_id',
      'in',
      duties.map(({ key }) => key),
    )
    .orderBy('seq')
    .execute();
  return duties.map((duty) => {
    const own = rows.filter((row) => row.case_id === duty.key).map(({ payload }) => (JSON.parse(payload) as EventPayload).event);
    return { duty, events: own, turns: turnsOf(duty, own, library, now) };
  });
}

function turnsOf(duty: OwedDuty, events: CaseEvent[], library: Library, now: number): DutyTurn[] {
  const done = events
    .filter((event) => event.type === DUTY_EVENTS.done)
    .map(({ at, data }): DutyDone => ({ doneAt: at, dueAt: Number(data.dueAt) }));
  const begun = events.find((event) => event.type === DUTY_EVENTS.begun)?.at ?? now;
  return dutyTurns(
    duty.rule,
    { sinceAt: Math.max(begun, firstDayOf(duty, library)), now, done },
    duty.schedule,
    library.calendar,
  );
}

/** Nothing is owed from before the first version that has the duty, nor from before this server kept account of it. */
function firstDayOf({ profile, rule }: OwedDuty, { profiles }: Library): number {
  const versions = profiles.filter((one) => one.profile === profile.profile && one.duties.some(({ id }) => id === rule.id));
  const [first = profile.effectiveFrom] = versions.map((one) => one.effectiveFrom).sort();
  return clockOf(dayNumberOf(first), zoneOf(profile.zone))(0);
}

/** As whom somebody has to do it, himself or in another's place: by the role the text names and, where each body owes it, of that body. */
export function owedAs({ rule, body }: OwedDuty, actor: Actor): Capacity | null {
  const capacities = [actor, ...(actor.actsFor ?? [])];
  return capacities.find(({ roles, bodyId }) => roles.includes(rule.by) && (body === null || body.id === bodyId)) ?? null;
}
