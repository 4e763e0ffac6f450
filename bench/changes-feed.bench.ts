import pg from 'pg';
import type { ChangesAnswer } from '../lib/protocol/api.ts';
import { LIMITS } from '../lib/protocol/api.ts';
import { applyCommand } from '../server/commands/apply-command.ts';
import { askJson, quantile } from './support/clients.ts';
import { library, type Office, opening, openOffice, openPlace, type Place } from './support/offices.ts';
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
        `case, and the news of a body that has every ${OF_BODY}th case. ${SIZES.includes(1_000_000) ? '' : 'A million cases are measured with BENCH_MILLION=1 only.'}`,
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
  const seqs = await layDown(place, office, cases);
  const ask = (seq: number, token: string, scope: string) => timed(place, server, office, seq, token, scope);
  return {
    cases,
    page: await ask(seqs.middle, '', 'all'),
    news: await ask(seqs.lastButOne, '', 'all'),
    ofBody: await ask(seqs.ofBody, office.executorToken, `body:${office.bodyId}`),
  };
}

/** Real cases, one written by a command and the others copied from it in the database. */
async function layDown({ db, databaseUrl }: Place, office: Office, cases: number) {
  const now = Date.now();
  const command = opening(office.bodyId);
  const sender = { tenantId: office.tenantId, personId: office.curatorId, deviceId: null };
  await applyCommand(db, library, { sender, command, sentAt: now, contact: null, now });
  const owner = new pg.Client(databaseUrl);
  await owner.connect();
  await owner.query('alter table case_row disable trigger user');
  const of = [office.tenantId, command.caseId, cases];
  const { rows } = await owner.query<{ count: number }>('select count(*)::int from event where tenant_id = $1', [
    office.tenantId,
  ]);
  const events = rows[0]?.count ?? 0;
  await owner.query(
    `insert into event (tenant_id, seq, case_id, payload, prev_hash, hash)
     select $1, e.seq + i * ${events}, 'case-' || i, e.payload, e.prev_hash, md5(i || '.' || e.seq)
     from event e, generate_series(1, $3::int) i where e.tenant_id = $1 and e.case_id = $2`,
    of,
  );
  await owner.query(
    `insert into case_text (tenant_id, case_id, id, salt, body, hash)
     select $1, 'case-' || i, t.id, t.salt, t.body, t.hash from case_text t, generate_series(1, $3::int) i where t.tenant_id = $1 and t.case_id = $2`,
    of,
  );
  await owner.query(
    `insert into case_row (tenant_id, id, number, message_ref, state, is_open, bodies, profile, profile_version, seq)
     select $1, 'case-' || i, i + 1, 'vk:wall-2_' || i, r.state, r.is_open,
       case when i % ${OF_BODY} = 0 then r.bodies else array['another-' || i % 97] end, r.profile, r.profile_version, ${events} + i * ${events}
     from case_row r, generate_series(1, $3::int) i where r.tenant_id = $1 and r.id = $2`,
    of,
  );
  await owner.query(
    'insert into case_of_body select c.tenant_id, body, c.id, c.seq from case_row c cross join unnest(c.bodies) body where c.tenant_id = $1 on conflict do nothing',
    [office.tenantId],
  );
  await owner.query(
    'update tenant_head set seq = $2, tip = (select hash from event where tenant_id = $1 and seq = $2) where tenant_id = $1',
    [office.tenantId, events * (cases + 1)],
  );
  await owner.query('alter table case_row enable trigger user');
  await owner.query('analyze');
  await owner.end();
  const lastOfBody = Math.floor(cases / OF_BODY) * OF_BODY;
  return { middle: events * Math.floor(cases / 2), lastButOne: events * cases, ofBody: events * lastOfBody };
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
