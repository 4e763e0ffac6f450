import { uuidv7 } from 'uuidv7';
import type { HealthCount, PageHealth } from '../protocol/page-health.ts';
import type { Outbox } from '../store/outbox.ts';
import type { HttpAnswer } from '../sync/http.ts';
import { countVisit, handedOver, handOver, NO_TALLY, type PageTally } from './page-tally.ts';
import type { Session } from './session.ts';

const AGAIN_MS = 5 * 60_000;

export interface PageCountsDeps {
  outbox: () => Promise<Pick<Outbox, 'kept' | 'keep'>>;
  session: () => Promise<Session | null>;
  send: (session: Session, health: PageHealth) => Promise<HttpAnswer<unknown>>;
  /** One at a time in the whole extension. */
  alone: <R>(work: () => Promise<R>) => Promise<R>;
  /** Epoch ms, by the device's clock. */
  now: () => number;
}

/** Keeps the counts of unread pages on the device until the server has taken them. */
export function createPageCounts(deps: PageCountsDeps) {
  let isSending = false;
  let sendFrom = 0;

  async function change(session: Session, to: (tally: PageTally) => PageTally): Promise<PageTally> {
    return await deps.alone(async () => {
      const outbox = await deps.outbox();
      const before = (await outbox.kept<PageTally>(keyOf(session))) ?? NO_TALLY;
      const after = to(before);
      if (after !== before) await outbox.keep(keyOf(session), after);
      return after;
    });
  }

  async function sendOne(session: Session): Promise<void> {
    const { leaving } = await change(session, (tally) => handOver(tally, uuidv7()));
    if (!leaving) return;
    const answer = await deps.send(session, leaving);
    // What the server understood and does not want will never be taken; a server of before these counts does not know the question.
    const isSettled = answer.ok || (answer.failure.kind === 'refused' && answer.failure.code === 'bad-request');
    if (isSettled) await change(session, (tally) => handedOver(tally, leaving.id));
    else sendFrom = deps.now() + AGAIN_MS;
  }

  return {
    async count(session: Session, visit: string, seen: Omit<HealthCount, 'times'>): Promise<void> {
      await change(session, (tally) => countVisit(tally, visit, seen));
    },
    /** What the server does not take stays and goes again, under the same id. */
    async send(): Promise<void> {
      const session = await deps.session();
      const wait = sendFrom - deps.now();
      // One that seems longer is a clock that was set back meanwhile.
      if (session?.state !== 'signed-in' || isSending || (wait > 0 && wait <= AGAIN_MS)) return;
      isSending = true;
      await sendOne(session).finally(() => {
        isSending = false;
      });
    },
  };
}

/** By server and tenant, not by person: nobody's behaviour is counted. */
function keyOf({ server, me }: Session): string {
  return `page-health ${server} ${me.tenant.id}`;
}
