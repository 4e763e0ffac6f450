import { type Context, Hono } from 'hono';
import { beginEnding } from '../auth/endings.ts';
import { leaveEverywhere } from '../auth/leave.ts';
import { setPassword } from '../auth/passwords.ts';
import { endSession, endSessions, holdSession, listSessions } from '../auth/sessions.ts';
import { inTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { agentInWords } from '../pages/agent.ts';
import { inWords } from '../pages/moments.ts';
import { confirmPage, securityPage } from '../pages/security.ts';
import { sessionLifetime } from '../policies/lifetime.ts';
import { askAgain } from './ask-again.ts';
import { readNewPassword } from './new-password.ts';
import { formOf, type Pages, signedInOnly } from './page-kit.ts';

const DONE = {
  'password-changed': 'Пароль изменён. Остальные сеансы закончены.',
  'session-ended': 'Сеанс закончен.',
  'others-ended': 'Остальные сеансы закончены.',
  'second-factor-off': 'Второй фактор отключён.',
} as const;

/** What a person changes of his own sign-in. */
export function securityRoutes(deps: AppDeps): Hono<Pages> {
  const { db, now, log } = deps;
  const routes = new Hono<Pages>();
  routes.use('/account/*', signedInOnly(deps));

  routes.get('/account', (c) => show(c, deps, null));

  routes.post('/account/password', async (c) => {
    const { userId, tenantId, me, email, sessionId } = c.get('account');
    const trouble = await askAgain(c, deps, 'current');
    if (trouble) return show(c, deps, trouble);
    const read = await readNewPassword(c, [email, me.person.name, me.tenant.title]);
    if (!read.ok) return show(c, deps, read.problem);
    const alsoDevices = (await formOf(c))('devices') === 'yes';
    const isChanged = await inTenant(db, tenantId, async (trx) => {
      await beginEnding(trx, userId);
      // It was looked at before the password was hashed: a reset may have ended it meanwhile.
      if (!(await holdSession(trx, sessionId))) return false;
      await setPassword(trx, userId, read.password, now());
      if (alsoDevices) await leaveEverywhere(trx, { userId, personId: me.person.id }, now(), sessionId);
      else await endSessions(trx, userId, sessionId);
      return true;
    });
    if (!isChanged) return c.redirect('/sign-in', 303);
    log.info('password-changed', { person: me.person.id, devices: alsoDevices });
    return done(c, 'password-changed');
  });

  sessionRoutes(routes, deps);
  return routes;
}

function sessionRoutes(routes: Hono<Pages>, deps: AppDeps): void {
  const { db } = deps;
  routes.get('/account/sessions/:id/end', (c) => c.html(confirmEnd(c, null)));

  routes.post('/account/sessions/:id/end', async (c) => {
    const trouble = await askAgain(c, deps);
    if (trouble) return c.html(confirmEnd(c, trouble), 400);
    const { userId, tenantId } = c.get('account');
    await inTenant(db, tenantId, (trx) => endSession(trx, userId, c.req.param('id')));
    return done(c, 'session-ended');
  });

  routes.get('/account/sessions/end-others', (c) => c.html(confirmEndOthers(c, null)));

  routes.post('/account/sessions/end-others', async (c) => {
    const trouble = await askAgain(c, deps);
    if (trouble) return c.html(confirmEndOthers(c, trouble), 400);
    const { userId, tenantId, sessionId } = c.get('account');
    await inTenant(db, tenantId, (trx) => endSessions(trx, userId, sessionId));
    return done(c, 'others-ended');
  });
}

function confirmEnd(c: Context<Pages>, trouble: string | null) {
  return confirmPage(c.get('account').me, {
    title: 'Закончить сеанс?',
    text: 'В том браузере придётся войти заново. Подключённого расширения это не касается.',
    action: `/account/sessions/${encodeURIComponent(c.req.param('id') ?? '')}/end`,
    button: 'Закончить сеанс',
    back: '/account',
    trouble,
  });
}

function confirmEndOthers(c: Context<Pages>, trouble: string | null) {
  return confirmPage(c.get('account').me, {
    title: 'Закончить остальные сеансы?',
    text: 'Везде, кроме этого браузера, придётся войти заново. Подключённых расширений это не касается.',
    action: '/account/sessions/end-others',
    button: 'Закончить остальные сеансы',
    back: '/account',
    trouble,
  });
}

function done(c: Context, what: keyof typeof DONE): Response {
  return c.redirect(`/account?done=${what}`, 303);
}

async function show(c: Context<Pages>, { db, now }: AppDeps, trouble: string | null): Promise<Response> {
  const { me, userId, sessionId, secondFactor, security, zone } = c.get('account');
  const what = c.req.query('done') ?? '';
  const said = trouble === null && Object.hasOwn(DONE, what) ? DONE[what as keyof typeof DONE] : null;
  const sessions = await listSessions(db, userId, sessionLifetime(security), now());
  const lines = sessions.map((session) => ({
    id: session.id,
    browser: agentInWords(session.agent),
    facts: `вход ${inWords(session.startedAt, zone)} · последний раз ${inWords(session.seenAt, zone)}${session.client ? ` · ${session.client}` : ''}`,
    isThis: session.id === sessionId,
  }));
  return c.html(securityPage(me, { secondFactor, sessions: lines, trouble, done: said }), trouble ? 400 : 200);
}
