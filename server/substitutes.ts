import { randomUUID } from 'node:crypto';
import type { Person, Substitution } from '../lib/protocol/api.ts';
import { type Db, inTenant, type Trx } from './db/connect.ts';

/** Somebody takes an absent person's place for a term: his roles, his body, his cases. It does not pass on to a third. */

export interface NewSubstitute {
  absentId: string;
  substituteId: string;
  fromAt: number;
  untilAt: number;
  reason: string;
}

export interface SubstituteLine extends NewSubstitute {
  id: string;
}

/**
 * Whose place the person takes at `at` (epoch ms). A term that was ended counts for nothing any more, for an act from before its end
 * neither. `hold`: taking it away waits for the end of this transaction.
 */
export async function placesTaken(trx: Trx, personId: string, at: number, hold = false): Promise<Substitution[]> {
  const found = trx
    .selectFrom('substitution')
    .innerJoin('person', (join) =>
      join.onRef('person.tenant_id', '=', 'substitution.tenant_id').onRef('person.id', '=', 'absent_id'),
    )
    .select(['person.id', 'person.name', 'roles', 'body_id', 'until_at'])
    .where('substitute_id', '=', personId)
    .where('from_at', '<=', at)
    .where('until_at', '>', at)
    .where('ended_at', 'is', null)
    .where('disabled_at', 'is', null)
    .orderBy('until_at');
  const rows = await (hold ? found.forShare() : found).execute();
  return rows.map((row) => ({ person: personOf(row), untilAt: row.until_at }));
}

function personOf({ id, name, roles, body_id }: { id: string; name: string; roles: string[]; body_id: string | null }): Person {
  return { id, name, roles, bodyId: body_id };
}

/** Null when one of the two is not a person of this tenant, or was disabled. */
export function setSubstitute(
  db: Db,
  tenantId: string,
  by: string,
  substitute: NewSubstitute,
  now: number,
): Promise<string | null> {
  return inTenant(db, tenantId, async (trx) => {
    const { absentId, substituteId } = substitute;
    const people = await trx
      .selectFrom('person')
      .select('id')
      .where('id', 'in', [absentId, substituteId])
      .where('disabled_at', 'is', null)
      .execute();
    if (people.length !== 2) return null;
    const id = randomUUID();
    await trx
      .insertInto('substitution')
      .values({
        tenant_id: tenantId,
        id,
        absent_id: absentId,
        substitute_id: substituteId,
        from_at: substitute.fromAt,
        until_at: substitute.untilAt,
        reason: substitute.reason,
        created_by: by,
        created_at: now,
        ended_by: null,
        ended_at: null,
      })
      .execute();
    return id;
  });
}

/** Ends a term before its time, or strikes one that has not begun. Whose it was to take the place; null when there is none to end. */
export async function endSubstitute(trx: Trx, by: string, id: string, now: number): Promise<string | null> {
  const ended = await trx
    .updateTable('substitution')
    .set({ ended_by: by, ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('until_at', '>', now)
    .returning('substitute_id')
    .executeTakeFirst();
  return ended?.substitute_id ?? null;
}

/** Terms of one person, as the absent or as the substitute, that run or are to come. */
export async function termsOf(trx: Trx, personId: string, now: number): Promise<SubstituteLine[]> {
  const rows = await trx
    .selectFrom('substitution')
    .selectAll()
    .where((is) => is.or([is('absent_id', '=', personId), is('substitute_id', '=', personId)]))
    .where('until_at', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('from_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    absentId: row.absent_id,
    substituteId: row.substitute_id,
    fromAt: row.from_at,
    untilAt: row.until_at,
    reason: row.reason,
  }));
}

/** Changes when a term begins or ends, be it by the clock alone. */
export async function termsMark(trx: Trx, now: number): Promise<string> {
  const rows = await trx
    .selectFrom('substitution')
    .select('id')
    .where('from_at', '<=', now)
    .where('until_at', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id).join(' ');
}
