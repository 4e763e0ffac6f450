import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Me } from '../../lib/protocol/api.ts';
import type { Trx } from '../db/connect.ts';
import { mayAdminister } from '../policies/visibility.ts';
import { placesTaken } from '../substitutes.ts';

export interface NewAccount {
  tenantId: string;
  name: string;
  email: string;
  password: string;
  roles: string[];
  bodyId: string | null;
  /** Becomes the one who receives the assignments of his body. */
  defaultExecutor: boolean;
}

/** Makes the account and the person together, inside the caller's transaction. A taken e-mail breaks the unique index. */
export async function addPerson(trx: Trx, account: NewAccount, now: number): Promise<string> {
  const userId = randomUUID();
  const personId = randomUUID();
  const password = await hashPassword(account.password);
  const { tenantId, name, bodyId, roles } = account;
  await trx
    .insertInto('auth_user')
    .values({ id: userId, name, email: account.email.toLowerCase(), emailVerified: true, tenantId })
    .execute();
  await trx
    .insertInto('auth_account')
    .values({ id: randomUUID(), accountId: userId, providerId: 'credential', userId, password, updatedAt: new Date(now) })
    .execute();
  await trx
    .insertInto('person')
    .values({
      tenant_id: tenantId,
      id: personId,
      auth_user_id: userId,
      name,
      roles,
      body_id: bodyId,
      created_at: now,
      disabled_at: null,
    })
    .execute();
  if (account.defaultExecutor && bodyId !== null) {
    await trx.updateTable('body').set({ default_executor_id: personId }).where('id', '=', bodyId).execute();
  }
  return personId;
}

/** May he let others in, himself or in another's place? What he has of that is not taken away before the end of the transaction. */
export async function holdAdministrator(trx: Trx, personId: string, now: number): Promise<boolean> {
  const person = await trx
    .selectFrom('person')
    .select('roles')
    .where('id', '=', personId)
    .where('disabled_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!person) return false;
  const places = await placesTaken(trx, personId, now, true);
  return mayAdminister({ ...person, bodyId: null, actsFor: places.map((place) => place.person) });
}

/** The person behind an account, with whose place he takes now; null when there is none or he was disabled. */
export async function findMe(trx: Trx, by: { userId: string } | { personId: string }, now: number): Promise<Me | null> {
  const query = trx.selectFrom('person').selectAll().where('disabled_at', 'is', null);
  const person = await ('userId' in by
    ? query.where('auth_user_id', '=', by.userId)
    : query.where('id', '=', by.personId)
  ).executeTakeFirst();
  if (!person) return null;
  const tenant = await trx.selectFrom('tenant').select(['id', 'title', 'practice']).executeTakeFirstOrThrow();
  const actsFor = await placesTaken(trx, person.id, now);
  return { person: { id: person.id, name: person.name, roles: person.roles, bodyId: person.body_id }, actsFor, tenant };
}
