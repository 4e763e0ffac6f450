import { type Context, Hono } from 'hono';
import { CODE_MINUTES, isChallenge, isExtensionRedirect, issueCode } from '../auth/connect-codes.ts';
import { holdSession } from '../auth/sessions.ts';
import { inTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { type ConnectForm, codePage, connectPage, messagePage } from '../pages/account.ts';
import { formOf, homeLink, type Pages, signedInOnly } from './page-kit.ts';

/** An extension is connected by a person who is signed in here and presses a button (OAuth-like code with PKCE, S256). */
export function connectRoutes(deps: AppDeps): Hono<Pages> {
  const connect = new Hono<Pages>();
  connect.use('/connect', async (c, next) => {
    const read = c.req.method === 'POST' ? await formOf(c) : (name: string) => c.req.query(name) ?? '';
    return askedBy(read) ? await signedInOnly(deps)(c, next) : unclear(c);
  });

  connect.get('/connect', (c) => {
    const asked = askedBy((name) => c.req.query(name) ?? '');
    return asked ? c.html(connectPage(c.get('account').me, asked)) : unclear(c);
  });

  connect.post('/connect', async (c) => {
    const asked = askedBy(await formOf(c));
    if (!asked) return unclear(c);
    const { userId, tenantId, sessionId, me } = c.get('account');
    const code = await inTenant(deps.db, tenantId, async (trx) =>
      (await holdSession(trx, sessionId)) ? await issueCode(trx, userId, asked.challenge, deps.now()) : null,
    );
    if (code === null) return c.redirect('/sign-in', 303);
    if (asked.redirect === '') return c.html(codePage(me, code, CODE_MINUTES));
    return c.redirect(`${asked.redirect}?${new URLSearchParams({ code, state: asked.state })}`, 303);
  });

  return connect;
}

function askedBy(read: (name: string) => string): ConnectForm | null {
  const [challenge, state, redirect] = [read('challenge'), read('state'), read('redirect')];
  const isFit = isChallenge(challenge) && state.length <= 200 && (redirect === '' || isExtensionRedirect(redirect));
  return isFit ? { challenge, state, redirect } : null;
}

function unclear(c: Context) {
  const text = 'Запрос на подключение неполный или пришёл не от расширения. Начните подключение заново в самом расширении.';
  return c.html(messagePage('Подключить не получилось', text, homeLink(), null), 400);
}
