import { Hono } from 'hono';
import { actorOf } from '../../lib/protocol/actor.ts';
import { changeSecurity } from '../auth/tenant-security.ts';
import type { AppDeps } from '../deps.ts';
import { messagePage } from '../pages/account.ts';
import { mayAdminister } from '../policies/visibility.ts';
import { changeBody, changeTenant, createBody } from '../setup.ts';
import { readBodyForm, readSecurityForm, readSettings } from './admin-forms.ts';
import { done, readFacts, show } from './admin-overview.ts';
import { peopleRoutes } from './admin-people.ts';
import { formOf, homeLink, type Pages, signedInOnly } from './page-kit.ts';
import { pageRulesRoutes } from './page-rules.ts';

/** What an administrator changes: bodies, people, lists. Devices notice by the version of their reference. */
export function adminRoutes(deps: AppDeps): Hono<Pages> {
  const admin = new Hono<Pages>();
  admin.use('/admin/*', signedInOnly(deps), async (c, next) => {
    const { me } = c.get('account');
    if (mayAdminister(actorOf(me))) return await next();
    return c.html(messagePage('Нет доступа', 'Эта страница только для администратора.', homeLink(), me), 403);
  });

  admin.get('/admin', (c) => show(c, deps, null));
  bodyRoutes(admin, deps);
  peopleRoutes(admin, deps);
  pageRulesRoutes(admin, deps);

  admin.post('/admin/settings', async (c) => {
    const read = readSettings(await formOf(c));
    if (!read.ok) return show(c, deps, read.problem);
    const { centre, ...rest } = read.value;
    const { tenantId, me } = c.get('account');
    const { schedules } = await readFacts(c, deps);
    await changeTenant(deps.db, tenantId, { ...rest, schedules: { ...schedules, centre } });
    deps.log.info('settings-changed', { person: me.person.id, retentionMonths: rest.retentionMonths });
    return done(c, 'settings-saved');
  });

  admin.post('/admin/security', async (c) => {
    const read = readSecurityForm(await formOf(c));
    if (!read.ok) return show(c, deps, read.problem);
    const { tenantId, me } = c.get('account');
    await changeSecurity(deps.db, tenantId, read.value);
    deps.log.info('security-changed', { person: me.person.id, ...read.value });
    return done(c, 'security-saved');
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
