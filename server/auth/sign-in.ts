import { betterAuth } from 'better-auth';
import type { Db } from '../db/connect.ts';

export interface SignedIn {
  userId: string;
  tenantId: string;
  email: string;
}
export type SignInOutcome = { ok: true; cookies: string[] } | { ok: false; problem: 'wrong' | 'too-many' };

/** The sign-in library behind five functions, so that it can be replaced; nothing else imports it. */
export interface SignIn {
  signIn(email: string, password: string, client: string): Promise<SignInOutcome>;
  session(headers: Headers): Promise<SignedIn | null>;
  signOut(headers: Headers): Promise<string[]>;
}

/** The address of the connection as we saw it; a header of this name from outside never reaches the library. */
const CLIENT_HEADER = 'x-vovremya-client';

/** `origin` is the server's own public address. Accounts are made only by redeeming an invitation. */
export function createSignIn(db: Db, secret: string, origin: string): SignIn {
  const auth = betterAuth({
    // The library's own type of Kysely knows nothing of our tables.
    database: { db: db as never, type: 'postgres' },
    secret,
    baseURL: origin,
    trustedOrigins: [origin],
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: { modelName: 'auth_user', additionalFields: { tenantId: { type: 'string', required: true, input: false } } },
    session: { modelName: 'auth_session', cookieCache: { enabled: false }, expiresIn: 7 * 24 * 3600 },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limit',
      customRules: { '/sign-in/email': { window: 60, max: 20 } },
    },
    advanced: { cookiePrefix: 'vovremya', ipAddress: { ipAddressHeaders: [CLIENT_HEADER], ipv6Subnet: 64 } },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });

  function ask(path: string, headers: Record<string, string>, body: unknown): Promise<Response> {
    const request = new Request(`${origin}/api/auth${path}`, {
      method: 'POST',
      headers: { ...headers, origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return auth.handler(request);
  }

  return {
    async signIn(email, password, client) {
      const answer = await ask('/sign-in/email', { [CLIENT_HEADER]: client }, { email, password });
      if (answer.ok) return { ok: true, cookies: answer.headers.getSetCookie() };
      return { ok: false, problem: answer.status === 429 ? 'too-many' : 'wrong' };
    },
    async session(headers) {
      const found = await auth.api.getSession({ headers: new Headers({ cookie: headers.get('cookie') ?? '' }) });
      return found && { userId: found.user.id, tenantId: found.user.tenantId, email: found.user.email };
    },
    async signOut(headers) {
      const answer = await ask('/sign-out', { cookie: headers.get('cookie') ?? '' }, {});
      return answer.headers.getSetCookie();
    },
  };
}
