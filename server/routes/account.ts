import { Hono } from 'hono';
import { listDevices, revokeDevice } from '../auth/devices.ts';
import { readTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { homePage, signInPage } from '../pages/account.ts';
import { grantableRoles } from '../policies/visibility.ts';
import { readBodies, tenantProfiles } from '../reference.ts';
import { findAccount, ownPath, type Pages, signedInOnly } from './page-kit.ts';

const TROUBLE = {
  wrong: 'Почта или пароль не подходят. Проверьте их и попробуйте ещё раз.',
  closed: 'Доступ закрыт администратором. Если это ошибка, обратитесь к нему.',
  'too-many': 'Слишком много попыток. Подождите минуту и попробуйте ещё раз.',
} as const;

export function accountRoutes(deps: AppDeps): Hono<Pages> {
  const { signIn, db, now, clientOf } = deps;
  const account = new Hono<Pages>();

  account.get('/sign-in', (c) => c.html(signInPage(ownPath(c.req.query('next')), '', null)));

  account.post('/sign-in', async (c) => {
    const form = await c.req.formData();
    const email = String(form.get('email') ?? '').trim();
    const next = ownPath(String(form.get('next') ?? ''));
    const outcome = await signIn.signIn(email, String(form.get('password') ?? ''), clientOf(c));
    if (!outcome.ok) return c.html(signInPage(next, email, TROUBLE[outcome.problem]), outcome.problem === 'wrong' ? 401 : 429);
    const entered = new Headers({ cookie: outcome.cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
    if (!(await findAccount(entered, deps))) {
      await signIn.signOut(entered);
      return c.html(signInPage(next, email, TROUBLE.closed), 403);
    }
    for (const cookie of outcome.cookies) c.header('Set-Cookie', cookie, { append: true });
    return c.redirect(next, 303);
  });

  account.post('/sign-out', async (c) => {
    for (const cookie of await signIn.signOut(c.req.raw.headers)) c.header('Set-Cookie', cookie, { append: true });
    return c.redirect('/sign-in', 303);
  });

  account.get('/', signedInOnly(deps), async (c) => {
    const { me, email, tenantId } = c.get('account');
    const { profiles, bodies } = await readTenant(db, tenantId, async (trx) => ({
      profiles: await tenantProfiles(trx, deps.library),
      bodies: await readBodies(trx),
    }));
    const roles = grantableRoles(profiles).filter((role) => me.person.roles.includes(role.id));
    const devices = await listDevices(db, tenantId, me.person.id);
    const facts = {
      email,
      roles: roles.map((role) => role.titleRu).join(', '),
      body: bodies.find(({ id }) => id === me.person.bodyId)?.title ?? null,
      server: deps.origin,
    };
    const lines = devices.map(({ id, name, last_used_at }) => ({ id, name, lastUsed: inWords(last_used_at) }));
    return c.html(homePage(me, facts, lines));
  });

  account.post('/devices/:id/revoke', signedInOnly(deps), async (c) => {
    const { me, tenantId } = c.get('account');
    await revokeDevice(db, tenantId, me.person.id, c.req.param('id'), now());
    return c.redirect('/', 303);
  });

  return account;
}

function inWords(at: number): string {
  return new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeStyle: 'short' }).format(at);
}
