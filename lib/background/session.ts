import type { Me } from '../protocol/api.ts';
import type { Outbox } from '../store/outbox.ts';

/** Kept in the extension's own database, where no page and no content script reaches. */
export interface Session {
  state: 'signed-in' | 'expired';
  /** It ended because somebody took it away; absent where it grew old. */
  isRevoked?: true;
  server: string;
  token: string;
  /** Server and person: whose commands and drafts these are. */
  owner: string;
  me: Me;
  skewMs: number;
  /** The key this server's page rules must be signed with, as it was told when the device was connected. */
  rulesKey?: string;
}

/** A sign-in that waits for its code. */
export interface PendingConnect {
  server: string;
  verifier: string;
}

const SESSION = 'session';
const PENDING = 'pending-connect';
/** Smaller differences are the network's, not the clock's. */
const SKEW_STEP_MS = 1_000;

export function ownerOf(server: string, me: Me): string {
  return `${server} ${me.person.id}`;
}

export function createSessions(outbox: () => Promise<Outbox>) {
  const read = async () => (await outbox()).kept<Session>(SESSION);

  return {
    read,
    /** Null while nobody is, or while the sign-in has expired. */
    async signedIn(): Promise<Session | null> {
      const session = await read();
      return session?.state === 'signed-in' ? session : null;
    },
    async save(session: Session | null): Promise<void> {
      await (await outbox()).keep(SESSION, session);
    },
    /** The sign-in with this token is over; another one, which may have begun meanwhile, is left alone. False when it was not the present one. */
    async expire(token: string, isRevoked: boolean): Promise<boolean> {
      return await (await outbox()).changeKept<Session>(SESSION, (session) =>
        session.state === 'signed-in' && session.token === token
          ? { ...session, state: 'expired', ...(isRevoked ? { isRevoked } : {}) }
          : null,
      );
    },
    /** Server clock minus device clock: an act is told by the server's clock as the device knows it. */
    async noteSkew(skewMs: number): Promise<void> {
      const isNews = (session: Session | null) => session !== null && Math.abs(session.skewMs - skewMs) >= SKEW_STEP_MS;
      // Told after each answer, and most often nothing new: what writes waits for the disk.
      if (!isNews(await read())) return;
      await (await outbox()).changeKept<Session>(SESSION, (session) => (isNews(session) ? { ...session, skewMs } : null));
    },
    async pending(): Promise<PendingConnect | null> {
      return await (await outbox()).kept<PendingConnect>(PENDING);
    },
    async savePending(pending: PendingConnect | null): Promise<void> {
      await (await outbox()).keep(PENDING, pending);
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
