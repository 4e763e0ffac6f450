import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { html } from 'hono/html';
import type { Me } from '../../lib/protocol/api.ts';
import type { Visitor } from '../auth/library.ts';
import { findMe } from '../auth/people.ts';
import { keepSession } from '../auth/sessions.ts';
import type { SignedIn } from '../auth/sign-in.ts';
import { readSecurity, type TenantSecurity } from '../auth/tenant-security.ts';
import { inTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { sessionLifetime } from '../policies/lifetime.ts';
import { readSettings } from '../reference.ts';

export interface Account extends SignedIn {
  me: Me;
  security: TenantSecurity;
  /** Of the centre: pages show and read times by it. */
  zone: string;
}
export type Pages = { Variables: { account: Account } };

/** Open to somebody whose tenant demands a second factor before he has one. */
export const SECOND_FACTOR = '/account/second-factor';

/** Who is signed in in this browser; null when nobody is, the sign-in is too old, or the person was disabled. */
export async function findAccount(headers: Headers, { signIn, db, now }: AppDeps): Promise<Account | null> {
  const signedIn = await signIn.session(headers);
  if (!signedIn) return null;
  return await inTenant(db, signedIn.tenantId, async (trx) => {
    const security = await readSecurity(trx);
    const me = await findMe(trx, { userId: signedIn.userId }, now());
    const isKept = await keepSession(trx, signedIn.sessionId, sessionLifetime(security), now());
    const { schedules } = await readSettings(trx);
    return me && isKept ? { ...signedIn, me, security, zone: schedules.centre.zone } : null;
  });
}

/** Sends to the sign-in page and back; whoever must have a second factor first, to where it is set up. */
export function signedInOnly(deps: AppDeps) {
  return createMiddleware<Pages>(async (c, next) => {
    const account = await findAccount(c.req.raw.headers, deps);
    const { pathname, search } = new URL(c.req.url);
    const back = new URLSearchParams({ next: c.req.method === 'GET' ? pathname + search : '/' });
    if (!account) return c.redirect(`/sign-in?${back}`, 303);
    const mustSetUp = account.security.requireSecondFactor && !account.secondFactor;
    if (mustSetUp && pathname !== SECOND_FACTOR && !pathname.startsWith(`${SECOND_FACTOR}/`)) {
      return c.redirect(`${SECOND_FACTOR}?${back}`, 303);
    }
    c.set('account', account);
    return await next();
  });
}

/** Only paths of this server, as a header may hold them: never another address after the sign-in. */
export function ownPath(next: string | undefined): string {
  return next && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(next) ? next : '/';
}

export function homeLink() {
  return html`<a href="/">На главную</a>`;
}

export async function formOf(c: Context): Promise<(name: string) => string> {
  const form = await c.req.formData();
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
}

/** A password exactly as it was typed: a space at its end is part of it. */
export async function passwordOf(c: Context, name = 'password'): Promise<string> {
  const value = (await c.req.formData()).get(name);
  return typeof value === 'string' ? value : '';
}

export function visitorOf(c: Context, { clientOf }: AppDeps): Visitor {
  return { client: clientOf(c), agent: (c.req.header('user-agent') ?? '').slice(0, 300) };
}

export function setCookies(c: Context, cookies: string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
}

/** Who reads on the pages, as the journal of reads names him. */
export function readerOf(c: Context<Pages>): { tenantId: string; personId: string; deviceId: null } {
  const { tenantId, me } = c.get('account');
  return { tenantId, personId: me.person.id, deviceId: null };
}
