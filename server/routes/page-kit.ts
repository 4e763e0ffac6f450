import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { html } from 'hono/html';
import type { Me } from '../../lib/protocol/api.ts';
import { findMe } from '../auth/people.ts';
import { readTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';

export interface Account {
  userId: string;
  tenantId: string;
  email: string;
  me: Me;
}
export type Pages = { Variables: { account: Account } };

/** Who is signed in in this browser; null when nobody is, or the person was disabled. */
export async function findAccount(headers: Headers, { signIn, db }: AppDeps): Promise<Account | null> {
  const signedIn = await signIn.session(headers);
  if (!signedIn) return null;
  const me = await readTenant(db, signedIn.tenantId, (trx) => findMe(trx, { userId: signedIn.userId }));
  return me && { ...signedIn, me };
}

/** Sends to the sign-in page and back. */
export function signedInOnly(deps: AppDeps) {
  return createMiddleware<Pages>(async (c, next) => {
    const account = await findAccount(c.req.raw.headers, deps);
    if (!account) {
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(`/sign-in?${new URLSearchParams({ next: c.req.method === 'GET' ? pathname + search : '/' })}`, 303);
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
