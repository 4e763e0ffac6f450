import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Db } from '../db/connect.ts';
import { newCode } from './secrets.ts';

/** Who knocks: the address of the connection as we saw it and what the browser calls itself. */
export interface Visitor {
  client: string;
  agent: string;
}

/** A header of this name from outside never reaches the library. */
const CLIENT_HEADER = 'x-vovremya-client';
/** The longest a tenant may let a sign-in last; what the tenant set is ours to watch. */
const LONGEST_SESSION_S = 30 * 24 * 3600;
const BACKUP_CODES = 10;
const PER_MINUTE = { window: 60, max: 60 };

/**
 * The sign-in library, asked through its own request handler so that its limits and checks apply; nothing of it is reachable from outside.
 * Left off: the cookie cache (a revoked session would live on), trusted devices, every plugin but the second factor.
 * `origin` is the server's own public address.
 */
export function openLibrary(db: Db, secret: string, origin: string) {
  const auth = betterAuth({
    // The library's own type of Kysely knows nothing of our tables.
    database: { db: db as never, type: 'postgres' },
    secret,
    baseURL: origin,
    trustedOrigins: [origin],
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: { modelName: 'auth_user', additionalFields: { tenantId: { type: 'string', required: true, input: false } } },
    session: {
      modelName: 'auth_session',
      cookieCache: { enabled: false },
      expiresIn: LONGEST_SESSION_S,
      disableSessionRefresh: true,
    },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    plugins: [
      twoFactor({
        issuer: 'Вовремя',
        twoFactorTable: 'auth_two_factor',
        // Copied by hand: no letters that look alike.
        backupCodeOptions: { customBackupCodesGenerate: () => Array.from({ length: BACKUP_CODES }, newCode) },
      }),
    ],
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limit',
      // An office comes from one address: guessing at one account is held back by that account's own lock-out.
      customRules: { '/sign-in/email': PER_MINUTE, '/two-factor/*': PER_MINUTE },
    },
    advanced: { cookiePrefix: 'vovremya', ipAddress: { ipAddressHeaders: [CLIENT_HEADER], ipv6Subnet: 64 } },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });

  return {
    ask(path: string, visitor: Visitor, cookie: string, body: unknown): Promise<Response> {
      const from = { [CLIENT_HEADER]: visitor.client, 'user-agent': visitor.agent };
      const request = new Request(`${origin}/api/auth${path}`, {
        method: 'POST',
        headers: { ...from, cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return auth.handler(request);
    },
    /** Past the request handler: its limits would let others keep somebody from signing out. */
    signOut: (cookie: string) => auth.api.signOut({ headers: new Headers({ cookie }), asResponse: true }),
    session: (cookie: string) => auth.api.getSession({ headers: new Headers({ cookie }) }),
    /** Every address the library would answer on, and its plugins: a test looks that none is open. */
    surface: () => ({
      paths: Object.values(auth.api).flatMap((endpoint) => ('path' in endpoint && endpoint.path ? [String(endpoint.path)] : [])),
      plugins: auth.options.plugins.map(({ id }) => id),
    }),
    backupCodes: async (userId: string) => (await auth.api.viewBackupCodes({ body: { userId } })).backupCodes,
  };
}

export type AuthLibrary = ReturnType<typeof openLibrary>;

/** The cookies of an answer as a browser would send them back. */
export function cookieOf(setCookies: string[]): string {
  return setCookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

export async function problemCode(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
}
