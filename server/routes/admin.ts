import { type Context, Hono } from 'hono';
import { INVITATION_DAYS, invite } from '../auth/invitations.ts';
import { disablePerson } from '../auth/people.ts';
import { readTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { messagePage } from '../pages/account.ts';
import { adminPage, invitationPage } from '../pages/admin.ts';
import { grantableRoles, mayAdminister } from '../policies/visibility.ts';
import { readBodies, tenantProfiles } from '../reference.ts';
import { changeBody, changeTenant, createBody } from '../setup.ts';
import { readBodyForm, readInvitation, readSettings } from './admin-forms.ts';
import { formOf, homeLink, type Pages, signedInOnly } from './page-kit.ts';

const DONE = {
  'body-added': 'Орган добавлен.',
  'body-saved': 'Орган сохранён.',
  'person-disabled': 'Доступ закрыт: человек вышел на всех устройствах.',
  'settings-saved': 'Настройки сохранены.',
} as const;

/** What an administrator changes: bodies, people, lists. Devices notice by the version of their reference. */
export function adminRoutes(deps: AppDeps): Hono<Pages> {
  const admin = new Hono<Pages>();
  admin.use('/admin/*', signedInOnly(deps), async (c, next) => {
    const { me } = c.get('account');
    if (mayAdminister(me.person)) return await next();
    return c.html(messagePage('Нет доступа', 'Эта страница только для администратора.', homeLink(), me), 403);
  });

  admin.get('/admin', (c) => show(c, deps, null));
  bodyRoutes(admin, deps);
  peopleRoutes(admin, deps);

  admin.post('/admin/settings', async (c) => {
    const read = readSettings(await formOf(c));
    if (!read.ok) return show(c, deps, read.problem);
    const { centre, ...rest } = read.value;
    const { tenantId } = c.get('account');
    const { schedules } = await readFacts(c, deps);
    await changeTenant(deps.db, tenantId, { ...rest, schedules: { ...schedules, centre } });
    return done(c, 'settings-saved');
  });

  return admin;
}

function bodyRoutes(admin: Hono<Pages>, deps: AppDeps): void {
  const { db, now } = deps;
  admin.post('/admin/bodies', async (c) => {
    const read = readBodyForm(await formOf(c));
    if (!read.ok) return show(c, deps, read.problem);
    await createBody(db, c.get('account').tenantId, read.value, now());
    return done(c, 'body-added');
  });

  admin.post('/admin/bodies/:id', async (c) => {
    const ask = await formOf(c);
    const read = readBodyForm(ask);
    if (!read.ok) return show(c, deps, read.problem);
    const { tenantId } = c.get('account');
    const { people } = await readFacts(c, deps);
    const executor = people.find(
      (person) => person.id === ask('defaultExecutorId') && person.bodyId === c.req.param('id') && !person.disabled,
    );
    await changeBody(db, tenantId, c.req.param('id'), { ...read.value, defaultExecutorId: executor?.id ?? null });
    return done(c, 'body-saved');
  });
}

function peopleRoutes(admin: Hono<Pages>, deps: AppDeps): void {
  const { db, now, origin } = deps;
  admin.post('/admin/people', async (c) => {
    const { tenantId, me } = c.get('account');
    const known = await readFacts(c, deps);
    const chosen = (await c.req.formData()).getAll('roles').map(String);
    const read = readInvitation(tenantId, await formOf(c), chosen, known);
    if (!read.ok) return show(c, deps, read.problem);
    const token = await invite(db, read.value, now());
    return c.html(invitationPage(me, read.value.name, `${origin}/join/${token}`, INVITATION_DAYS));
  });

  admin.post('/admin/people/:id/disable', async (c) => {
    const { tenantId, me } = c.get('account');
    if (c.req.param('id') === me.person.id) return show(c, deps, 'Отключить самого себя нельзя.');
    await disablePerson(db, tenantId, c.req.param('id'), now());
    return done(c, 'person-disabled');
  });
}

/** Redirects, so that a page loaded again does not do it again. */
function done(c: Context, what: keyof typeof DONE): Response {
  return c.redirect(`/admin?done=${what}`, 303);
}

async function show(c: Context<Pages>, deps: AppDeps, trouble: string | null): Promise<Response> {
  const what = c.req.query('done') ?? '';
  const said = trouble === null && Object.hasOwn(DONE, what) ? DONE[what as keyof typeof DONE] : null;
  const facts = await readFacts(c, deps);
  return c.html(adminPage(c.get('account').me, { ...facts, trouble, done: said }), trouble ? 400 : 200);
}

function readFacts(c: Context<Pages>, { db, library }: AppDeps) {
  return readTenant(db, c.get('account').tenantId, async (trx) => {
    const people = await trx.selectFrom('person').selectAll().orderBy('name').execute();
    const settings = await trx.selectFrom('tenant_settings').selectAll().executeTakeFirstOrThrow();
    return {
      people: people.map((row) => ({
        id: row.id,
        name: row.name,
        roles: row.roles,
        bodyId: row.body_id,
        disabled: row.disabled_at !== null,
      })),
      bodies: await readBodies(trx),
      roles: grantableRoles(await tenantProfiles(trx, library)),
      topics: settings.topics,
      locations: settings.locations,
      schedules: settings.schedules,
      centre: settings.schedules.centre,
      title: c.get('account').me.tenant.title,
    };
  });
}
