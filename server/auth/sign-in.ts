import type { Db } from '../db/connect.ts';
import { clearAttempts, clearCodeAttempts, takeAttempt, takeCodeAttempt } from './attempts.ts';
import { challengeCookie, challengeOwner, endChallenge } from './challenge.ts';
import { endingsOf } from './endings.ts';
import { type AuthLibrary, cookieOf, openLibrary, problemCode, type Visitor } from './library.ts';
import { type SecondFactor, secondFactorOf } from './second-factor.ts';
import { normaliseCode } from './secrets.ts';
import { spendCode } from './used-codes.ts';

export interface SignedIn {
  userId: string;
  tenantId: string;
  email: string;
  sessionId: string;
  /** Is the second factor set up? */
  secondFactor: boolean;
}
export type SignInOutcome =
  | { ok: true; cookies: string[]; needsCode: boolean }
  | { ok: false; problem: 'wrong' | 'too-many'; waitSeconds: number };
export type CodeOutcome = { ok: true; cookies: string[] } | { ok: false; problem: 'wrong' | 'too-many' | 'over' };

/** The sign-in library behind a few functions, so that it can be replaced. Accounts are made only by redeeming an invitation. */
export interface SignIn extends SecondFactor {
  signIn(email: string, password: string, visitor: Visitor): Promise<SignInOutcome>;
  /** The second step: a code of the authenticator or a backup code. `over`: the first step is needed again. */
  enterCode(headers: Headers, code: string, visitor: Visitor): Promise<CodeOutcome>;
  session(headers: Headers): Promise<SignedIn | null>;
  signOut(headers: Headers): Promise<string[]>;
}

const MINUTE_S = 60;

export function createSignIn(db: Db, secret: string, origin: string, now: () => number): SignIn {
  const library = openLibrary(db, secret, origin);
  return {
    ...secondFactorOf(library, db, now),
    async signIn(email, password, visitor) {
      const wait = await takeAttempt(db, email, visitor.client, now());
      if (wait !== null) return { ok: false, problem: 'too-many', waitSeconds: wait };
      const endings = await endingsOf(db, { email });
      const answer = await library.ask('/sign-in/email', visitor, '', { email, password });
      if (!answer.ok) return { ok: false, problem: answer.status === 429 ? 'too-many' : 'wrong', waitSeconds: MINUTE_S };
      const cookies = answer.headers.getSetCookie();
      // Whoever set another password meanwhile, say, ended what was open by then, which this was not.
      if ((await endingsOf(db, { email })) !== endings) {
        await library.signOut(cookieOf(cookies));
        await endChallenge(db, challengeCookie(cookieOf(cookies)));
        return { ok: false, problem: 'wrong', waitSeconds: 0 };
      }
      await clearAttempts(db, email, visitor.client);
      const body: unknown = await answer.json();
      const needsCode = typeof body === 'object' && body !== null && 'twoFactorRedirect' in body;
      return { ok: true, cookies, needsCode };
    },
    enterCode: (headers, code, visitor) => enterCode(library, db, headers, code, visitor, now()),
    async session(headers) {
      const found = await library.session(headers.get('cookie') ?? '');
      if (!found) return null;
      const { user, session } = found;
      return {
        userId: user.id,
        tenantId: user.tenantId,
        email: user.email,
        sessionId: session.id,
        secondFactor: user.twoFactorEnabled === true,
      };
    },
    async signOut(headers) {
      const answer = await library.signOut(headers.get('cookie') ?? '');
      return answer.headers.getSetCookie();
    },
  };
}

async function enterCode(
  library: AuthLibrary,
  db: Db,
  headers: Headers,
  typed: string,
  visitor: Visitor,
  now: number,
): Promise<CodeOutcome> {
  const challenge = challengeCookie(headers.get('cookie') ?? '');
  const userId = await challengeOwner(db, challenge);
  if (userId === null) return { ok: false, problem: 'over' };
  if ((await takeCodeAttempt(db, userId, now)) !== null) return { ok: false, problem: 'too-many' };
  const endings = await endingsOf(db, { userId });
  const digits = typed.replaceAll(/\s/g, '');
  const isOfAuthenticator = /^\d{6}$/.test(digits);
  const code = isOfAuthenticator ? digits : normaliseCode(typed);
  const path = isOfAuthenticator ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
  const answer = await library.ask(path, visitor, challenge, { code });
  if (!answer.ok) return { ok: false, problem: problemOf(answer.status, await problemCode(answer)) };
  const cookies = answer.headers.getSetCookie();
  const isFresh = !isOfAuthenticator || (await spendCode(db, userId, code, now));
  const holds = (await endingsOf(db, { userId })) === endings;
  if (isFresh && holds) {
    await clearCodeAttempts(db, userId);
    return { ok: true, cookies };
  }
  await library.signOut(cookieOf(cookies));
  return { ok: false, problem: isFresh ? 'over' : 'wrong' };
}

function problemOf(status: number, code: string): 'wrong' | 'too-many' | 'over' {
  if (status === 429) return 'too-many';
  return code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE' || status === 409 ? 'wrong' : 'over';
}
