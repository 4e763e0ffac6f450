import { uuidv7 } from 'uuidv7';
import type { NetworkId } from '../domain/cases/model.ts';
import { type HealthCount, NETWORKS, readHealthReport } from '../protocol/page-health.ts';
import { createPageCounts, type PageCountsDeps } from './page-counts.ts';

/** By now the page itself has told the person that nothing was read: it waits 10 s after it has heard how it is to be read. */
const PATIENCE_MS = 13_000;
/** A page that was read may be loaded anew and not be read any more. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** One stay at one address in one tab on one day under one revision of the rules; the id is what counts of it. */
export interface Visit {
  of: string;
  id: string;
  isCounted: boolean;
  /** When the page was asked last, epoch ms by the device's clock; 0: it was not. */
  askedAt: number;
}

export interface PageHealthDeps extends PageCountsDeps {
  /** Of the rules in force for this network; 0: as the extension was built. */
  revisionFor: (network: NetworkId) => Promise<number>;
  tabInView: (tabId: number) => Promise<{ url: string; isSeen: boolean } | null>;
  askPage: (tabId: number) => Promise<unknown>;
  visits: {
    read(tabId: number): Promise<Visit | null>;
    write(tabId: number, visit: Visit): Promise<void>;
    drop(tabId: number): Promise<void>;
  };
  /** Epoch ms, by the server's clock as the device knows it. */
  serverNow: () => Promise<number>;
  /** Of the extension. */
  version: string;
  patienceMs?: number;
}

type Network = HealthCount['network'];

/**
 * Counts visits to pages whose messages are not read, for the administrator. A page speaks up when it comes and, while it is seen, twice a
 * minute: that is when the waiting begins, so a worker that dies meanwhile loses no more than half a minute.
 */
export function createPageHealth(deps: PageHealthDeps) {
  const { visits, patienceMs = PATIENCE_MS } = deps;
  const counts = createPageCounts(deps);
  const waiting = new Map<number, ReturnType<typeof setTimeout>>();

  async function heard(tabId: number, said: NetworkId): Promise<void> {
    const network = NETWORKS.find((one) => one === said);
    const tab = await deps.tabInView(tabId);
    clearTimeout(waiting.get(tabId));
    if (tab && network)
      waiting.set(
        tabId,
        setTimeout(() => void look(tabId, network, tab.url).catch(() => undefined), patienceMs),
      );
  }

  async function look(tabId: number, network: Network, url: string): Promise<void> {
    const tab = await deps.tabInView(tabId);
    if (!tab?.isSeen) return;
    // The person went on without a load: the new page gets its time, too.
    if (tab.url !== url) return await heard(tabId, network);
    const session = await deps.session();
    if (!session) return;
    const [on, revision] = [localDay(await deps.serverNow()), await deps.revisionFor(network)];
    const visit = await visitOf(tabId, [url, on, revision].join(' '));
    if (visit.isCounted || Math.abs(deps.now() - visit.askedAt) < LOOK_AGAIN_MS) return;
    const seen = readHealthReport(await deps.askPage(tabId));
    if (seen === null || (seen !== 'ok' && seen.network !== network)) return;
    if (seen !== 'ok') await counts.count(session, visit.id, { ...seen, on, revision, version: deps.version });
    await visits.write(tabId, { ...visit, isCounted: seen !== 'ok', askedAt: deps.now() });
    if (seen !== 'ok') await counts.send();
  }

  /** Its id is kept before anything is counted under it. */
  async function visitOf(tabId: number, of: string): Promise<Visit> {
    const known = await visits.read(tabId);
    if (known?.of === of) return known;
    const visit = { of, id: uuidv7(), isCounted: false, askedAt: 0 };
    await visits.write(tabId, visit);
    return visit;
  }

  return {
    /** A page of this network spoke up in the tab. */
    heard,
    send: counts.send,
    async left(tabId: number): Promise<void> {
      clearTimeout(waiting.get(tabId));
      waiting.delete(tabId);
      await visits.drop(tabId);
    },
  };
}

/** `YYYY-MM-DD` on the calendar that the person sees. */
function localDay(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
