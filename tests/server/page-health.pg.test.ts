import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createPageHealth, type Visit } from '../../lib/background/page-health.ts';
import type { Session } from '../../lib/background/session.ts';
import type { HealthCount } from '../../lib/protocol/page-health.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { call } from '../../lib/sync/call.ts';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { connectOwner } from '../../server/db/connect.ts';
import { lookAtRetention } from '../../server/jobs/retention.ts';
import { addRevision } from '../../server/page-rules/page-rules.ts';
import { type Client, emptyDatabase, type Office, openOffice, startTestServer, type TestServer } from './harness.ts';
import { administrator, aMinuteLater, type Page } from './staff.ts';

const DAY = 24 * 3_600_000;

let server: TestServer;
let owner: pg.Client;
let office: Office;
let page: Page;

beforeAll(async () => {
  server = await startTestServer();
  owner = await connectOwner({ connectionString: server.databaseUrl });
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});
beforeEach(async () => {
  office = await openOffice(server);
  await aMinuteLater(server);
  page = (await administrator(server, office.tenantId)).page;
});

const dayAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

function aCount(over: Partial<HealthCount> = {}): HealthCount {
  const what = { network: 'vk', page: 'wall', layout: 'unknown', verdict: 'off', roles: ['post', 'postText'] } as const;
  return { on: dayAgo(1), ...what, roles: [...what.roles], revision: 0, version: '1.0.0', times: 1, ...over };
}

function tell(client: Client, counts: unknown[], id: string = randomUUID()): Promise<Response> {
  return client.ask('/api/page-health', { method: 'POST', body: JSON.stringify({ id, counts }) });
}

interface KeptRow {
  on: string;
  page: string;
  layout: string;
  roles: string[];
  times: number;
}

async function kept(tenantId = office.tenantId): Promise<KeptRow[]> {
  const { rows } = await owner.query<KeptRow>(
    'select seen_on as on, page, layout, roles, times from page_health where tenant_id = $1 order by 1, 2, 3, 4',
    [tenantId],
  );
  return rows;
}

const total = async (tenantId?: string) => (await kept(tenantId)).reduce((sum, { times }) => sum + times, 0);

/** What the section says, as a person reads it. */
async function shown(of: Page = page): Promise<string> {
  const text = await (await of.get('/admin/pages')).text();
  const [, section = ''] = /<section aria-labelledby="unread">(.*?)<\/section>/s.exec(text) ?? [];
  return section.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

test('counts of several devices add up and the same sending counts once, also when it comes many times at once', async () => {
  const id = randomUUID();
  const counts = [aCount({ times: 2 }), aCount({ page: 'post' })];

  const answers = await Promise.all(Array.from({ length: 8 }, () => tell(office.roads, counts, id)));
  await tell(office.school, [aCount({ times: 5 }), aCount({ page: 'post', roles: [] })]);

  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(await kept()).toEqual([
    { on: dayAgo(1), page: 'post', layout: 'unknown', roles: [], times: 1 },
    { on: dayAgo(1), page: 'post', layout: 'unknown', roles: ['post', 'postText'], times: 1 },
    { on: dayAgo(1), page: 'wall', layout: 'unknown', roles: ['post', 'postText'], times: 7 },
  ]);
});

test('nothing is lost when many devices count the same pages at once, each in another order', async () => {
  const counts = Array.from({ length: 12 }, (_, index) => aCount({ revision: index }));

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      tell(index % 2 ? office.roads : office.school, index % 3 ? counts : counts.toReversed()),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(await total()).toBe(120);
});

test('only a signed-in device is listened to, and what it counts is its own tenant’s', async () => {
  const other = await openOffice(server);
  const stranger = await fetch(`${server.server.url}/api/page-health`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), counts: [aCount()] }),
  });
  await tell(other.curator, [aCount({ page: 'photo' })]);

  expect(stranger.status).toBe(401);
  expect([await total(), await total(other.tenantId)]).toEqual([0, 1]);
  expect(await shown()).not.toContain('Фотография');
});

test('what is no count is refused and nothing of it is kept', async () => {
  for (const wrong of [{ page: 'Иванова, ул. Мира' }, { verdict: 'ok' }, { times: -1 }, { version: '<b>' }, { on: 'вчера' }]) {
    expect((await tell(office.roads, [aCount(), { ...aCount(), ...wrong }])).status).toBe(400);
  }
  expect((await tell(office.roads, [])).status).toBe(400);
  expect((await tell(office.roads, [aCount()], 'not-an-id')).status).toBe(400);

  expect(await total()).toBe(0);
});

test('what is older than a month or lies in the future is left out, alone', async () => {
  const days = [aCount({ on: dayAgo(40) }), aCount({ on: dayAgo(29) }), aCount({ on: dayAgo(-1) }), aCount({ on: dayAgo(-9) })];

  expect((await tell(office.roads, days)).status).toBe(200);

  expect((await kept()).map(({ on }) => on)).toEqual([dayAgo(29), dayAgo(-1)]);
});

test('whose device it was, which page and when is written nowhere', async () => {
  const id = randomUUID();
  await tell(office.roads, [{ ...aCount(), host: 'vk.com', url: 'https://vk.com/wall-1_2', person: 'Анна' }], id);
  const { rows } = await owner.query<{ name: string; columns: string[] }>(`
    select table_name as name, array_agg(column_name::text order by ordinal_position) as columns from information_schema.columns
    where table_schema = 'public' and table_name like 'page_health%' group by 1 order by 1`);
  const { rows: found } = await owner.query<{ row: string }>(
    'select t::text as row from page_health t where tenant_id = $1 union all select t::text from page_health_taken t where tenant_id = $1',
    [office.tenantId],
  );

  expect(rows).toEqual([
    {
      name: 'page_health',
      columns: ['tenant_id', 'seen_on', 'network', 'page', 'layout', 'verdict', 'roles', 'revision', 'version', 'times'],
    },
    { name: 'page_health_taken', columns: ['tenant_id', 'id', 'taken_on'] },
  ]);
  const { grant, personId } = office.roads;
  expect(JSON.stringify(found)).not.toMatch(new RegExp(`${personId}|${grant.deviceId}|Анна|wall-1|vk\\.com`));
  expect(found).toHaveLength(2);
});

test('a device that makes pages up fills no more than some hundred rows a day, and all is counted', async () => {
  for (let batch = 0; batch < 4; batch += 1)
    await tell(
      office.roads,
      Array.from({ length: 200 }, (_, index) => aCount({ revision: batch * 200 + index })),
    );

  expect(await total()).toBe(800);
  expect((await kept()).length).toBeLessThan(560);
});

test('counts go after ninety days, ids of sendings too, and what is younger stays', async () => {
  await tell(office.roads, [aCount({ on: dayAgo(0) }), aCount({ on: dayAgo(20) })]);
  const deps = { ...server.server.deps, send: async () => undefined };
  const left = async (days: number) => {
    await lookAtRetention({ ...deps, now: () => Date.now() + days * DAY });
    const { rows } = await owner.query('select from page_health_taken where tenant_id = $1', [office.tenantId]);
    return [(await kept()).length, rows.length];
  };

  expect([await left(69), await left(71), await left(90), await left(91)]).toEqual([
    [2, 1],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
});

test('the administrator reads in words that all is well when it is', async () => {
  expect(await shown()).toContain('За последние 30 дней расширения не встретили страниц');
  expect(await shown()).not.toContain('Что делать');
});

test('the administrator reads what was not read, how often, since when, under which rules, and what to do', async () => {
  const maker = { tenantId: office.tenantId, personId: office.curator.personId, network: 'vk' as const };
  await addRevision(server.db, maker, { off: [] }, Date.now());
  await addRevision(server.db, maker, { off: [] }, Date.now());
  await tell(office.roads, [
    aCount({ times: 3, on: dayAgo(2), revision: 1 }),
    aCount({ times: 4, on: dayAgo(20), roles: ['post'] }),
  ]);
  await tell(office.school, [
    aCount({ network: 'ok', page: 'post', layout: 'topic', verdict: 'degraded', roles: ['text'], version: '1.0.1' }),
  ]);
  const day = (days: number) =>
    new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.now() - days * DAY);

  const text = await shown();

  expect(text).toMatch(/ВКонтакте Стена: ✕ не найдено ни одного сообщения/);
  expect(text).toContain('за 7 дней — 3, за 30 дней — 7');
  expect(text).toContain(`впервые ${day(20)}, в последний раз ${day(2)}`);
  expect(text).toMatch(/Ничего не нашли post ; иногда postText/);
  expect(text).toContain('как собрано расширение, редакция № 1; с действующей ещё не встречалось');
  expect(text).toMatch(/Одноклассники Запись, вид topic : △ сообщения читаются не полностью/);
  expect(text).toMatch(/Telegram Такого не встречалось/);
  expect(text).toContain('Сохранить скелет страницы');
  expect(text).not.toContain(office.roads.personId);
});

test('what was counted is a metric by network and verdict, each sending once', async () => {
  const id = randomUUID();
  const value = async () => {
    const text = await (await fetch(`${server.server.url}/metrics`)).text();
    return Number(/^vovremya_unread_pages_total\{network="telegram",verdict="off"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  };
  const before = await value();
  const counts = [aCount({ network: 'telegram', page: 'channel', times: 3 })];
  await tell(office.roads, counts, id);
  await tell(office.roads, counts, id);

  expect((await value()) - before).toBe(3);
});

test('counts come back with a backup', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-health-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const id = randomUUID();
  await tell(office.roads, [aCount({ times: 4 })], id);
  await writeBackup(owner, join(folder, 'copy'), Date.now(), () => undefined);
  const restored = await connectOwner({ connectionString: await emptyDatabase() });
  await restoreBackup(restored, join(folder, 'copy'), () => undefined);
  const { rows } = await restored.query('select seen_on, roles, times from page_health where tenant_id = $1', [office.tenantId]);
  const { rowCount } = await restored.query('select from page_health_taken where id = $1', [id]);
  await restored.end();

  expect(rows).toEqual([{ seen_on: dayAgo(1), roles: ['post', 'postText'], times: 4 }]);
  expect(rowCount).toBe(1);
});

test('an extension counts while the server is away, and the server has each visit once when it is back', async () => {
  const { grant } = office.roads;
  const session: Session = {
    state: 'signed-in',
    server: 'http://127.0.0.1:9',
    token: grant.token,
    owner: 'o',
    me: grant.me,
    skewMs: 0,
  };
  const outbox = createOutbox(memoryRows());
  const visits = new Map<number, Visit>();
  let answersLost = 0;
  let address = 'https://vk.com/lebedinoe_okrug';
  let isAway = true;
  const worker = () =>
    createPageHealth({
      outbox: async () => outbox,
      session: async () => session,
      revisionFor: async () => 0,
      tabInView: async () => ({ url: address, isSeen: true }),
      askPage: async () => ({ ...aCount(), host: 'vk.com', expected: true, roles: [{ role: 'post', hit: null }] }),
      visits: {
        read: async (tabId) => visits.get(tabId) ?? null,
        write: async (tabId, visit) => void visits.set(tabId, visit),
        drop: async (tabId) => void visits.delete(tabId),
      },
      send: async (known, body) => {
        const answer = await call({ ...known, server: isAway ? known.server : server.server.url }, 'POST /api/page-health', {
          body,
        });
        answersLost += 1;
        return answersLost === 2 ? { ok: false, failure: { kind: 'trouble' } } : answer;
      },
      alone: (work) => work(),
      now: () => Date.now(),
      serverNow: async () => Date.now(),
      version: '1.0.0',
      patienceMs: 5,
    });
  const visit = async (url: string) => {
    address = url;
    await worker().heard(1, 'vk');
    await new Promise((done) => setTimeout(done, 60));
  };

  await visit('https://vk.com/lebedinoe_okrug');
  await visit('https://vk.com/lebedinoe_okrug');
  isAway = false;
  await worker().send();
  await visit('https://vk.com/wall-1_2');
  await worker().send();
  await worker().send();

  expect(answersLost).toBeGreaterThan(2);
  expect(await kept()).toMatchObject([{ page: 'wall', roles: ['post'], times: 2 }]);
});
