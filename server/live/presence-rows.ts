import { sql } from 'kysely';
import type { Present, Showing, Subject } from '../../lib/domain/presence.ts';
import type { Trx } from '../db/connect.ts';

/** Somewhat more than two sayings may be lost on the way. */
const LOOKS_MS = 45_000;
/** Typing is told every few seconds while it lasts. */
const TYPES_MS = 10_000;
/** A soft claim: what somebody began to write stays his for so long after the last key. */
const HOLDS_MS = 5 * 60_000;

export interface Line {
  tenantId: string;
  personId: string;
  lineId: string;
}

/** Writes down what one live line shows now (`now` is epoch ms) instead of what it showed before. */
export async function writeShown(trx: Trx, line: Line, shown: Showing[], now: number): Promise<void> {
  await withdraw(
    trx,
    line.lineId,
    shown.map(({ subject }) => subject),
    now,
  );
  for (const { subject, doing } of shown) {
    const types = doing === 'types';
    const row = { looks_until: now + LOOKS_MS, types_until: types ? now + TYPES_MS : 0 };
    const held = types ? { held_at: now, held_until: now + HOLDS_MS } : { held_at: 0, held_until: 0 };
    await trx
      .insertInto('presence')
      .values({ tenant_id: line.tenantId, subject, line_id: line.lineId, person_id: line.personId, ...row, ...held })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'subject', 'line_id']).doUpdateSet((is) => ({
          looks_until: row.looks_until,
          types_until: doing === 'looks' ? is.ref('presence.types_until') : row.types_until,
          ...(doing === 'looks' ? {} : held),
          // Taken up long ago and never given up: since then.
          ...(types
            ? { held_at: sql<number>`case when presence.held_until > ${now} then presence.held_at else ${now} end` }
            : {}),
        })),
      )
      .execute();
  }
}

/** What a line no longer shows it neither looks at nor types into; what was taken up there stays taken up for its time. */
async function withdraw(trx: Trx, lineId: string, stays: Subject[], now: number): Promise<void> {
  let gone = trx.updateTable('presence').set({ looks_until: 0, types_until: 0 }).where('line_id', '=', lineId);
  if (stays.length > 0) gone = gone.where('subject', 'not in', stays);
  await gone.execute();
  await trx
    .deleteFrom('presence')
    .where('looks_until', '<=', now)
    .where('types_until', '<=', now)
    .where('held_until', '<=', now)
    .execute();
}

/** Who is at each of these subjects, the longest holder first. */
export async function readPresent(trx: Trx, subjects: string[], now: number): Promise<Map<string, Present[]>> {
  const rows = await trx
    .selectFrom('presence')
    .select(['subject', 'person_id', 'looks_until', 'types_until', 'held_at', 'held_until'])
    .where('subject', 'in', subjects)
    .where((is) => is.or([is('looks_until', '>', now), is('held_until', '>', now)]))
    .execute();
  const found = new Map<string, Map<string, Present>>();
  for (const row of rows) {
    const people = found.get(row.subject) ?? new Map<string, Present>();
    found.set(row.subject, people.set(row.person_id, together(people.get(row.person_id), presentOf(row, now))));
  }
  return new Map([...found].map(([subject, people]) => [subject, [...people.values()].sort(byHolding)]));
}

interface Row {
  person_id: string;
  looks_until: number;
  types_until: number;
  held_at: number;
  held_until: number;
}

function presentOf(row: Row, now: number): Present {
  const doing = row.types_until > now ? 'types' : row.looks_until > now ? 'looks' : 'away';
  return { personId: row.person_id, doing, heldAt: row.held_until > now ? row.held_at : null };
}

const ORDER: Present['doing'][] = ['types', 'looks', 'away'];

/** One person in several windows is one person. */
function together(known: Present | undefined, other: Present): Present {
  if (!known) return other;
  const doing = ORDER.find((one) => one === known.doing || one === other.doing) ?? 'away';
  const held = [known.heldAt, other.heldAt].filter((at) => at !== null);
  return { personId: known.personId, doing, heldAt: held.length === 0 ? null : Math.min(...held) };
}

function byHolding(a: Present, b: Present): number {
  return (a.heldAt ?? Number.MAX_VALUE) - (b.heldAt ?? Number.MAX_VALUE) || (a.personId < b.personId ? -1 : 1);
}
