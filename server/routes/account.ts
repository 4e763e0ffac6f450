import { Hono } from 'hono';
import { listDevices, revokeDevice } from '../auth/devices.ts';
import { readTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { noteRead } from '../journal/reads.ts';
import { homePage } from '../pages/account.ts';
import { inWords } from '../pages/moments.ts';
import { confirmPage } from '../pages/security.ts';
import { grantableRoles } from '../policies/visibility.ts';
import { readBodies, tenantProfiles } from '../reference.ts';
import { askAgain } from './ask-again.ts';
import { permalinkOf } from './case-link.ts';
import { type Pages, readerOf, signedInOnly } from './page-kit.ts';

export function accountRoutes(deps: AppDeps): Hono<Pages> {
  const { db, now } = deps;
  const account = new Hono<Pages>();

  account.get('/', signedInOnly(deps), async (c) => {
    const asked = c.req.query('case');
    const permalink = asked === undefined ? null : await permalinkOf(deps, c.get('account'), asked);
    if (permalink !== null) return c.redirect(permalink, 303);
    const { me, email, tenantId, zone } = c.get('account');
    const { bodies, profiles } = await readTenant(db, tenantId, async (trx) => {
      const personIds = me.actsFor.map(({ person }) => person.id);
      await noteRead(trx, { ...readerOf(c), what: 'places', personIds, at: now() });
      return { bodies: await readBodies(trx), profiles: await tenantProfiles(trx, deps.library) };
    });
    const roles = grantableRoles(profiles).filter((role) => me.person.roles.includes(role.id));
    const devices = await listDevices(db, tenantId, me.person.id);
    const facts = {
      email,
      roles: roles.map((role) => role.titleRu).join(', '),
      body: bodies.find(({ id }) => id === me.person.bodyId)?.title ?? null,
      server: deps.origin,
      places: me.actsFor.map(({ person, untilAt }) => ({ name: person.name, until: inWords(untilAt, zone) })),
    };
    const lines = devices.map(({ id, name, last_used_at }) => ({ id, name, lastUsed: inWords(last_used_at, zone) }));
    return c.html(homePage(me, facts, lines));
  });

  account.use('/devices/*', signedInOnly(deps));

  account.get('/devices/:id/revoke', (c) => c.html(confirmRevoke(c.get('account').me, c.req.param('id'), null)));

  account.post('/devices/:id/revoke', async (c) => {
    const { me, tenantId } = c.get('account');
    const id = c.req.param('id');
    const trouble = await askAgain(c, deps);
    if (trouble) return c.html(confirmRevoke(me, id, trouble), 400);
    await revokeDevice(db, tenantId, me.person.id, id, now());
    return c.redirect('/', 303);
  });

  return account;
}

function confirmRevoke(me: Parameters<typeof confirmPage>[0], id: string, trouble: string | null) {
  return confirmPage(me, {
    title: 'Отключить браузер?',
    text: 'Расширение в нём перестанет работать от вашего имени. То, что оно не успело отправить, останется в нём.',
    action: `/devices/${encodeURIComponent(id)}/revoke`,
    button: 'Отключить',
    back: '/',
    trouble,
  });
}
