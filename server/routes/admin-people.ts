import type { Context, Hono } from 'hono';
import { INVITATION_DAYS, invite } from '../auth/invitations.ts';
import { leaveEverywhere } from '../auth/leave.ts';
import { disablePerson } from '../auth/people.ts';
import { offerReset, RESET_HOURS } from '../auth/resets.ts';
import { inTenant, readTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { messagePage } from '../pages/account.ts';
import { linkPage } from '../pages/admin.ts';
import { type PersonFacts, personPage } from '../pages/admin-person.ts';
import { grantableRoles } from '../policies/visibility.ts';
import { readBodies, tenantProfiles } from '../reference.ts';
import { readInvitation } from './admin-forms.ts';
import { done, readFacts, show } from './admin-overview.ts';
import { formOf, homeLink, type Pages } from './page-kit.ts';

const DONE = { 'signed-out': 'Человек вышел везде; при следующей работе он войдёт заново.' } as const;

export function peopleRoutes(admin: Hono<Pages>, deps: AppDeps): void {
  const { db, now, origin } = deps;
  admin.post('/admin/people', async (c) => {
    const { tenantId, me } = c.get('account');
    const known = await readFacts(c, deps);
    const chosen = (await c.req.formData()).getAll('roles').map(String);
    const read = readInvitation(tenantId, await formOf(c), chosen, known);
    if (!read.ok) return show(c, deps, read.problem);
    const token = await invite(db, read.value, now());
    const text = `Передайте её: ${read.value.name}. Она подходит один раз и действует ${INVITATION_DAYS} дней.`;
    return c.html(linkPage(me, { title: 'Приглашение готово', text, link: `${origin}/join/${token}` }));
  });

  personRoutes(admin, deps);
}

function personRoutes(admin: Hono<Pages>, deps: AppDeps): void {
  const { db, now, origin, log } = deps;
  admin.get('/admin/people/:id', (c) => showPerson(c, deps, null));

  admin.post('/admin/people/:id/reset', async (c) => {
    const { tenantId, me } = c.get('account');
    const personId = c.req.param('id');
    if (personId === me.person.id) return await showPerson(c, deps, 'Свой пароль меняют на странице «Вход и безопасность».');
    const clearsSecondFactor = (await formOf(c))('secondFactor') === 'yes';
    const token = await offerReset(db, { tenantId, personId, clearsSecondFactor, createdBy: me.person.id }, now());
    if (token === null) return await nobody(c);
    log.info('reset-offered', { by: me.person.id, person: personId, clearsSecondFactor });
    const text = `Передайте её лично тому, кто не может войти. Она подходит один раз и действует ${RESET_HOURS} часа.`;
    return c.html(linkPage(me, { title: 'Ссылка для смены пароля', text, link: `${origin}/reset/${token}` }));
  });

  admin.post('/admin/people/:id/sign-out', async (c) => {
    const { tenantId } = c.get('account');
    const facts = await readPerson(c, deps);
    if (!facts) return await nobody(c);
    const who = { userId: facts.userId, personId: facts.id };
    await inTenant(db, tenantId, (trx) => leaveEverywhere(trx, who, now()));
    return c.redirect(`/admin/people/${encodeURIComponent(facts.id)}?done=signed-out`, 303);
  });

  admin.post('/admin/people/:id/disable', async (c) => {
    const { tenantId, me } = c.get('account');
    const personId = c.req.param('id');
    if (personId === me.person.id) return await showPerson(c, deps, 'Отключить самого себя нельзя.');
    if (!(await readPerson(c, deps))) return await nobody(c);
    await disablePerson(db, tenantId, personId, now());
    log.info('person-disabled', { by: me.person.id, person: personId });
    return done(c, 'person-disabled');
  });
}

async function showPerson(c: Context<Pages>, deps: AppDeps, trouble: string | null): Promise<Response> {
  const facts = await readPerson(c, deps);
  if (!facts) return await nobody(c);
  const what = c.req.query('done') ?? '';
  const said = trouble === null && Object.hasOwn(DONE, what) ? DONE[what as keyof typeof DONE] : null;
  return c.html(personPage(c.get('account').me, { ...facts, trouble, done: said }), trouble ? 400 : 200);
}

async function nobody(c: Context<Pages>): Promise<Response> {
  return await c.html(messagePage('Человек не найден', 'Здесь нет такого человека.', homeLink(), c.get('account').me), 404);
}

function readPerson(
  c: Context<Pages>,
  { db, library }: AppDeps,
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
    return {
      id: row.id,
      userId: row.auth_user_id,
      name: row.name,
      email: row.email,
      roles: roles.map(({ titleRu }) => titleRu).join(', '),
      body: bodies.find(({ id }) => id === row.body_id)?.title ?? null,
      secondFactor: row.twoFactorEnabled,
      isDisabled: row.disabled_at !== null,
    };
  });
}
