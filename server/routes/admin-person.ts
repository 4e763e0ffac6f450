import type { Context } from 'hono';
import { readTenant, type Trx } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { noteRead } from '../journal/reads.ts';
import { messagePage } from '../pages/account.ts';
import { type PersonFacts, personPage } from '../pages/admin-person.ts';
import { inWords, toField } from '../pages/moments.ts';
import { grantableRoles } from '../policies/visibility.ts';
import { readBodies, tenantProfiles } from '../reference.ts';
import { termsOf } from '../substitutes.ts';
import { homeLink, type Pages, readerOf } from './page-kit.ts';

const DONE = {
  'signed-out': 'Человек вышел везде; при следующей работе он войдёт заново.',
  'substitute-set': 'Замещение назначено.',
  'substitute-ended': 'Замещение закончено.',
} as const;

export async function showPerson(c: Context<Pages>, deps: AppDeps, trouble: string | null): Promise<Response> {
  const facts = await readPerson(c, deps, (trx, personIds) =>
    noteRead(trx, { ...readerOf(c), what: 'person', personIds, at: deps.now() }),
  );
  if (!facts) return await nobody(c);
  const what = c.req.query('done') ?? '';
  const said = trouble === null && Object.hasOwn(DONE, what) ? DONE[what as keyof typeof DONE] : null;
  return c.html(personPage(c.get('account').me, { ...facts, trouble, done: said }), trouble ? 400 : 200);
}

export async function nobody(c: Context<Pages>): Promise<Response> {
  return await c.html(messagePage('Человек не найден', 'Здесь нет такого человека.', homeLink(), c.get('account').me), 404);
}

export function readPerson(
  c: Context<Pages>,
  { db, library, now }: AppDeps,
  /** Told of everybody whose name is read, where it is going to be shown. */
  onShown: (trx: Trx, personIds: string[]) => Promise<void> = async () => undefined,
): Promise<(Omit<PersonFacts, 'trouble' | 'done'> & { userId: string }) | null> {
  return readTenant(db, c.get('account').tenantId, async (trx) => {
    const row = await trx
      .selectFrom('person')
      .innerJoin('auth_user', 'auth_user.id', 'person.auth_user_id')
      .select(['person.id', 'person.name', 'roles', 'body_id', 'disabled_at', 'auth_user_id', 'email', 'twoFactorEnabled'])
      .where('person.id', '=', c.req.param('id') ?? '')
      .executeTakeFirst();
    if (!row) return null;
    const roles = grantableRoles(await tenantProfiles(trx, library)).filter(({ id }) => row.roles.includes(id));
    const bodies = await readBodies(trx);
    const people = await trx.selectFrom('person').select(['id', 'name', 'disabled_at']).orderBy('name').execute();
    await onShown(
      trx,
      people.map(({ id }) => id),
    );
    const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? id;
    const { zone } = c.get('account');
    return {
      id: row.id,
      userId: row.auth_user_id,
      name: row.name,
      email: row.email,
      roles: roles.map(({ titleRu }) => titleRu).join(', '),
      body: bodies.find(({ id }) => id === row.body_id)?.title ?? null,
      secondFactor: row.twoFactorEnabled,
      isDisabled: row.disabled_at !== null,
      candidates: people.filter((one) => one.disabled_at === null && one.id !== row.id),
      terms: (await termsOf(trx, row.id, now())).map((term) => ({
        id: term.id,
        absent: nameOf(term.absentId),
        substitute: nameOf(term.substituteId),
        from: inWords(term.fromAt, zone),
        until: inWords(term.untilAt, zone),
        reason: term.reason,
      })),
      zone,
      fromField: toField(now(), zone),
    };
  });
}
