import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { endingsOf } from './endings.ts';
import { type AuthLibrary, cookieOf, type Visitor } from './library.ts';
import { clearSecondFactor } from './resets.ts';
import { spendCode } from './used-codes.ts';

/** What is needed to set the authenticator up: shown once, confirmed by the first code. */
export interface Enrolment {
  /** otpauth:// address for the QR code. */
  uri: string;
  /** The same secret to be typed by hand. */
  secret: string;
}

/** Each change asks for the password again; null or false when it was wrong. The request's cookies say who asks. */
export interface SecondFactor {
  /** A new authenticator, instead of the one there was; it counts from its first right code on. */
  startSecondFactor(headers: Headers, password: string, visitor: Visitor): Promise<Enrolment | null>;
  confirmSecondFactor(headers: Headers, code: string, visitor: Visitor): Promise<Confirmed | null>;
  stopSecondFactor(headers: Headers, password: string, visitor: Visitor): Promise<string[] | null>;
  renewBackupCodes(headers: Headers, password: string, visitor: Visitor): Promise<string[] | null>;
}
export interface Confirmed {
  /** The session is a new one. */
  cookies: string[];
  backupCodes: string[];
}

const enrolmentSchema = z.object({ totpURI: z.string() });
const codesSchema = z.object({ backupCodes: z.array(z.string()) });

export function secondFactorOf(library: AuthLibrary, db: Db, now: () => number): SecondFactor {
  const ask = (path: string, headers: Headers, visitor: Visitor, body: unknown) =>
    library.ask(`/two-factor/${path}`, visitor, headers.get('cookie') ?? '', body);
  /** A change gives a new session for the present one; where that was ended meanwhile, the new one is, too. */
  const stands = async (userId: string, endings: number | null, answer: Response): Promise<boolean> => {
    if ((await endingsOf(db, { userId })) === endings) return true;
    await library.signOut(cookieOf(answer.headers.getSetCookie()));
    return false;
  };
  return {
    async startSecondFactor(headers, password, visitor) {
      const answer = await ask('enable', headers, visitor, { password });
      if (!answer.ok) return null;
      const uri = enrolmentSchema.parse(await answer.json()).totpURI;
      return { uri, secret: new URL(uri).searchParams.get('secret') ?? '' };
    },
    async confirmSecondFactor(headers, typed, visitor) {
      const code = typed.replaceAll(/\s/g, '');
      const session = await library.session(headers.get('cookie') ?? '');
      if (!session) return null;
      const endings = await endingsOf(db, { userId: session.user.id });
      const answer = await ask('verify-totp', headers, visitor, { code });
      if (!answer.ok) return null;
      if (!(await stands(session.user.id, endings, answer))) {
        // The authenticator of whoever was put out meanwhile must not keep the owner from coming in.
        await clearSecondFactor(db, session.user.id);
        return null;
      }
      await spendCode(db, session.user.id, code, now());
      return { cookies: answer.headers.getSetCookie(), backupCodes: await library.backupCodes(session.user.id) };
    },
    async stopSecondFactor(headers, password, visitor) {
      const session = await library.session(headers.get('cookie') ?? '');
      if (!session) return null;
      const endings = await endingsOf(db, { userId: session.user.id });
      const answer = await ask('disable', headers, visitor, { password });
      return answer.ok && (await stands(session.user.id, endings, answer)) ? answer.headers.getSetCookie() : null;
    },
    async renewBackupCodes(headers, password, visitor) {
      const answer = await ask('generate-backup-codes', headers, visitor, { password });
      return answer.ok ? codesSchema.parse(await answer.json()).backupCodes : null;
    },
  };
}
