import { HEALTH_KEPT_DAYS, HEALTH_LIMITS, type HealthCount, healthKey, type PageHealth } from '../protocol/page-health.ts';

/** What this device has counted of unread pages and the server has not taken yet. */
export interface PageTally {
  gathered: HealthCount[];
  /** Sent at least once: under its id it stays as it is until the server has taken it. */
  leaving: PageHealth | null;
  /** Ids of the visits counted last, so that a worker that died in between counts none twice. */
  visits: string[];
}

export const NO_TALLY: PageTally = { gathered: [], leaving: null, visits: [] };

const VISITS_KEPT = 100;
const DAY_MS = 86_400_000;

/** One visit more to a page that was not read; the same visit again changes nothing. What is older than a month goes, and the oldest where there is no room. */
export function countVisit(tally: PageTally, visit: string, seen: Omit<HealthCount, 'times'>): PageTally {
  if (tally.visits.includes(visit)) return tally;
  const key = healthKey({ ...seen, times: 1 });
  const known = tally.gathered.find((one) => healthKey(one) === key);
  const one = { ...seen, times: Math.min((known?.times ?? 0) + 1, HEALTH_LIMITS.times) };
  const oldest = Date.parse(seen.on) - HEALTH_KEPT_DAYS * DAY_MS;
  const others = tally.gathered.filter((other) => other !== known && Date.parse(other.on) >= oldest);
  const gathered = [...others.sort(byDay).slice(1 - HEALTH_LIMITS.countsAtOnce), one];
  return { ...tally, gathered, visits: [...tally.visits.slice(1 - VISITS_KEPT), visit] };
}

function byDay(a: HealthCount, b: HealthCount): number {
  return a.on < b.on ? -1 : Number(a.on > b.on);
}

/** What is to be sent next stands in `leaving`: what was sent before and is not known to be taken, else all that was gathered, under `id`. */
export function handOver(tally: PageTally, id: string): PageTally {
  if (tally.leaving !== null || tally.gathered.length === 0) return tally;
  return { ...tally, gathered: [], leaving: { id, counts: tally.gathered } };
}

/** The server has what was sent under this id. */
export function handedOver(tally: PageTally, id: string): PageTally {
  return tally.leaving?.id === id ? { ...tally, leaving: null } : tally;
}
