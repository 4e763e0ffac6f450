import type { Hono } from 'hono';
import { disablePerson } from '../auth/disable.ts';
import { leaveEverywhere } from '../auth/leave.ts';
import { offerReset, RESET_HOURS } from '../auth/resets.ts';
import { inTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { linkPage } from '../pages/admin.ts';
import { done } from './admin-overview.ts';
import { nobody, readPerson, showPerson } from './admin-person.ts';
import { invitationRoutes } from './invitations.ts';
import { formOf, type Pages } from './page-kit.ts';
import { substituteRoutes } from './substitutes.ts';

const ONLY_ADMINISTRATOR =
  'Это единственный администратор: после него никто не смог бы никого пригласить. Сначала пригласите другого.';

export function peopleRoutes(admin: Hono<Pages>, deps: AppDeps): void {
  invitationRoutes(admin, deps);
  personRoutes(admin, deps);
  substituteRoutes(admin, deps);
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
    const outcome = await disablePerson(db, tenantId, personId, now());
    if (outcome === 'only-administrator') return await showPerson(c, deps, ONLY_ADMINISTRATOR);
    log.info('person-disabled', { by: me.person.id, person: personId });
    return done(c, 'person-disabled');
  });
}
