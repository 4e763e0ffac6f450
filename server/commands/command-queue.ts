import { LIMITS, type Receipt } from '../../lib/protocol/api.ts';
import type { Db } from '../db/connect.ts';
import { troubleOf } from '../db/trouble.ts';
import type { Library } from '../library.ts';
import { applyTogether } from './apply-command.ts';
import type { AnyRequest } from './command-request.ts';
import { AccessLost } from './sender.ts';

/** Applies the commands of one sending in their order; see `applyTogether`. Throws AccessLost. */
export type ApplyAll = (requests: AnyRequest[]) => Promise<Receipt[]>;

interface Sending {
  requests: AnyRequest[];
  done(outcomes: (Receipt | AccessLost)[]): void;
  fail(problem: unknown): void;
}

/** While the others of the tenant stand behind nobody waits for a lock longer than this. */
const LONGEST_WAIT_MS = 1_000;

/** Connections that one tenant's sendings may hold while they wait for locks: the others of the pool are the other tenants'. */
const MOST_ALONE = 4;

/**
 * Sendings that come while the tenant's last ones are being written wait for them and are then written together: many people cost the
 * database little more than one. Where that fails each goes on alone, beside those that come after it, so that nobody pays for another.
 */
export function createCommandQueue(db: Db, library: Library): (tenantId: string) => ApplyAll {
  /** Who waits, by tenant; a tenant is here while something of its is being written. */
  const waiting = new Map<string, Sending[]>();

  const apply = (tenantId: string, requests: AnyRequest[], longestWaitMs: number) =>
    applyTogether({ db, library, tenantId, longestWaitMs }, requests);

  async function oneByOne(tenantId: string, requests: AnyRequest[]): Promise<(Receipt | AccessLost)[]> {
    const outcomes: (Receipt | AccessLost)[] = [];
    for (const request of requests) outcomes.push(...(await apply(tenantId, [request], 0)));
    return outcomes;
  }

  /** Sendings that go on alone, by tenant: so many may have a connection, the others wait without one. */
  const lone = new Map<string, { running: number; line: Sending[] }>();

  function alone(tenantId: string, sending: Sending): void {
    const standing = lone.get(tenantId) ?? { running: 0, line: [] };
    lone.set(tenantId, standing);
    standing.line.push(sending);
    if (standing.running < MOST_ALONE) void drain(tenantId, standing);
  }

  async function drain(tenantId: string, standing: { running: number; line: Sending[] }): Promise<void> {
    standing.running += 1;
    for (let next = standing.line.shift(); next; next = standing.line.shift()) {
      const { requests, done, fail } = next;
      await trying(
        () => apply(tenantId, requests, 0),
        () => oneByOne(tenantId, requests),
      ).then(done, fail);
    }
    standing.running -= 1;
    if (standing.running === 0) lone.delete(tenantId);
  }

  async function write(tenantId: string, sendings: Sending[]): Promise<void> {
    const all = sendings.flatMap(({ requests }) => requests);
    try {
      const outcomes = await trying(
        () => apply(tenantId, all, LONGEST_WAIT_MS),
        async () => null,
      );
      if (outcomes === null) for (const sending of sendings) alone(tenantId, sending);
      else for (const { requests, done } of sendings) done(outcomes.splice(0, requests.length));
    } catch (problem) {
      for (const { fail } of sendings) fail(problem);
    }
  }

  async function serve(tenantId: string, line: Sending[]): Promise<void> {
    while (line.length > 0) await write(tenantId, nextOf(line));
    waiting.delete(tenantId);
  }

  return (tenantId) => async (requests) => {
    const outcomes = await new Promise<(Receipt | AccessLost)[]>((done, fail) => {
      const line = waiting.get(tenantId);
      const sending = { requests, done, fail };
      if (line) {
        line.push(sending);
        return;
      }
      const begun = [sending];
      waiting.set(tenantId, begun);
      void serve(tenantId, begun);
    });
    return outcomes.map((outcome) => {
      if (outcome instanceof AccessLost) throw outcome;
      return outcome;
    });
  };
}

/** Another way where one has failed, unless the database itself is in trouble: then every other way would fail, too. */
async function trying<T, U>(way: () => Promise<T>, otherway: () => Promise<U>): Promise<T | U> {
  try {
    return await way();
  } catch (problem) {
    if (troubleOf(problem) !== null) throw problem;
    return await otherway();
  }
}

/** Whole sendings, as many commands as one may bring. */
function nextOf(line: Sending[]): Sending[] {
  let count = 0;
  const place = line.findIndex(({ requests }, index) => {
    count += requests.length;
    return index > 0 && count > LIMITS.commandsPerPush;
  });
  return line.splice(0, place < 0 ? line.length : place);
}
