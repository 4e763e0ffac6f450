import type { Hono } from 'hono';
import { INVITATION_DAYS, invite } from '../auth/invitations.ts';
import { leaveEverywhere } from '../auth/leave.ts';
import { disablePerson } from '../auth/people.ts';
import { offerReset, RESET_HOURS } from '../auth/resets.ts';
import { inTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { linkPage } from '../pages/admin.ts';
import { readInvitation } from './admin-forms.ts';
import { done, readFacts, show } from './admin-overview.ts';
import { nobody, readPerson, showPerson } from './admin-person.ts';
import { formOf, type Pages } from './page-kit.ts';
import { substituteRoutes } from './substitutes.ts';

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
    await disablePerson(db, tenantId, personId, now());
    log.info('person-disabled', { by: me.person.id, person: personId });
    return done(c, 'person-disabled');
  });
}
