import pg from 'pg';
import type { ChangesAnswer } from '../lib/protocol/api.ts';
import { LIMITS } from '../lib/protocol/api.ts';
import { askJson, quantile } from './support/clients.ts';
import { layDownCases } from './support/many-cases.ts';
import { type Office, openOffice, openPlace, type Place } from './support/offices.ts';
import { times } from './support/rate.ts';
import type { BenchSection } from './support/section.ts';
import { type ServerChild, startServerChild } from './support/server-child.ts';

/** A million takes minutes to lay down: `BENCH_MILLION=1 npm run bench -- --only changes-feed` adds it. */
const SIZES = [10_000, 100_000, ...(process.env.BENCH_MILLION === '1' ? [1_000_000] : [])];
/** Every so many-th case is the small body's. */
const OF_BODY = 100;
const ROUNDS = 25;
const FLAT = 2;

interface Measured {
  cases: number;
  page: number;
  news: number;
  ofBody: number;
}

/** What a page of the feed costs, and one change, however many cases there are; for who sees all and for a body with its hundredth. */
export async function bench(): Promise<BenchSection> {
  const place = await openPlace();
  const server = await startServerChild(place.databaseUrl);
  try {
    const measured: Measured[] = [];
    for (const cases of SIZES) measured.push(await measure(place, server, cases));
    const flat = (of: (one: Measured) => number) => Math.max(...measured.map(of)) / Math.min(...measured.map(of));
    const bar = (what: string, of: (one: Measured) => number) => ({
      promise: `${what} is flat within ${times(FLAT)}`,
      holds: flat(of) <= FLAT,
    });
    return {
      title: 'The feed of changes',
      about: [
        `Milliseconds of one request over HTTP, the median of ${ROUNDS}: a page of ${LIMITS.changesPerPage} cases from the middle of the feed, the news of one changed`,
        `case, and the news of a body that has every ${OF_BODY}th case.${SIZES.includes(1_000_000) ? '' : ' A million cases are measured with BENCH_MILLION=1 only.'}`,
      ],
      columns: ['cases', `a page of ${LIMITS.changesPerPage}, ms`, 'one change, ms', 'one change of a body, ms'],
      rows: measured.map((one) => [
        one.cases.toLocaleString('en'),
        one.page.toFixed(1),
        one.news.toFixed(1),
        one.ofBody.toFixed(1),
      ]),
      bars: [
        bar('a page', ({ page }) => page),
        bar('one change', ({ news }) => news),
        bar('one change of a body', ({ ofBody }) => ofBody),
      ],
    };
  } finally {
    await server.stop();
    await place.close();
  }
}

async function measure(place: Place, server: ServerChild, cases: number): Promise<Measured> {
  const office = await openOffice(place, 40);
  const seqs = await layDownCases(place, office, { cases, acts: 1, ofBody: OF_BODY });
  const ask = (seq: number, token: string, scope: string) => timed(place, server, office, seq, token, scope);
  return {
    cases,
    page: await ask(seqs.middle, '', 'all'),
    news: await ask(seqs.lastButOne, '', 'all'),
    ofBody: await ask(seqs.ofBody, office.executorToken, `body:${office.bodyId}`),
  };
}

async function timed(
  { databaseUrl }: Place,
  { url }: ServerChild,
  office: Office,
  seq: number,
  token: string,
  scope: string,
): Promise<number> {
  const owner = new pg.Client(databaseUrl);
  await owner.connect();
  const { rows } = await owner.query<{ epoch: string; tip: string }>(
    'select h.epoch, e.hash as tip from tenant_head h join event e on e.tenant_id = h.tenant_id and e.seq = $2 where h.tenant_id = $1',
    [office.tenantId, seq],
  );
  await owner.end();
  const query = new URLSearchParams({ epoch: `${rows[0]?.epoch}.${scope}`, after: String(seq), tip: rows[0]?.tip ?? '' });
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const answer = await askJson<ChangesAnswer>(
      `${url}/api/changes?${query}`,
      token || (office.tokens[round % office.tokens.length] ?? ''),
    );
    took.push(performance.now() - startedAt);
    if (answer.status !== 'ok' || answer.changes.length === 0)
      throw new Error(`the feed answered ${JSON.stringify(answer).slice(0, 200)}`);
  }
  return quantile(took, 0.5);
}
