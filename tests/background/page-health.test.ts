import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPageHealth, type PageHealthDeps, type Visit } from '../../lib/background/page-health.ts';
import type { Session } from '../../lib/background/session.ts';
import type { PageReport } from '../../lib/protocol/messages.ts';
import { type PageHealth, pageHealthSchema } from '../../lib/protocol/page-health.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';

const NOW = Date.parse('2026-11-26T09:00:00Z');
const WALL = 'https://vk.com/lebedinoe_okrug';
const TAB = 7;

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

function report(verdict: PageReport['verdict'], roles: [string, string | null][] = [['post', null]]): PageReport {
  const page = { network: 'vk', host: 'vk.com', page: 'wall', layout: 'unknown', expected: true, verdict } as const;
  return { ...page, roles: roles.map(([role, hit]) => ({ role, tried: 3, hit, found: 0, missed: 0 })) };
}

function sessionAt(server: string, tenant = 'okrug'): Session {
  const person = { id: 'anna', name: 'Анна', roles: ['curator'], bodyId: null };
  const me = { person, actsFor: [], tenant: { id: tenant, title: 'Округ', practice: false } };
  return { state: 'signed-in', server, token: 'secret', owner: `${server} anna`, me, skewMs: 0 };
}

type Answered = Awaited<ReturnType<PageHealthDeps['send']>>;
const TAKEN: Answered = { ok: true, value: { ok: true } };
const AWAY: Answered = { ok: false, failure: { kind: 'trouble' } };

/** A browser with one tab of a network, and a worker in it that may die. */
function browserWith(shown: unknown = report('off')) {
  const state = {
    session: sessionAt('https://one.example') as Session | null,
    tab: { url: WALL, isSeen: true } as { url: string; isSeen: boolean } | null,
    shown,
    asked: 0,
    revision: 0,
    answer: TAKEN,
    sent: [] as { server: string; health: PageHealth }[],
    visits: new Map<number, Visit>(),
    outbox: createOutbox(memoryRows()),
    failsToJudge: false,
  };
  const deps: PageHealthDeps = {
    outbox: async () => state.outbox,
    session: async () => state.session,
    revisionFor: async () => state.revision,
    tabInView: async () => state.tab,
    askPage: async () => {
      state.asked += 1;
      return state.shown;
    },
    visits: {
      read: async (tabId) => state.visits.get(tabId) ?? null,
      write: async (tabId, visit) => {
        if (visit.isCounted && state.failsToJudge) throw new Error('the worker died');
        state.visits.set(tabId, visit);
      },
      drop: async (tabId) => void state.visits.delete(tabId),
    },
    send: async ({ server }, health) => {
      state.sent.push({ server, health });
      return state.answer;
    },
    alone: (work) => work(),
    now: () => Date.now(),
    serverNow: async () => Date.now(),
    version: '1.2.3',
  };
  return { state, start: () => createPageHealth(deps) };
}

/** The page speaks up as it does while it is seen: on arrival and twice a minute. */
async function stay(health: ReturnType<typeof createPageHealth>, ticks = 1): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) {
    await health.heard(TAB, 'vk');
    await vi.advanceTimersByTimeAsync(30_000);
  }
}

const timesIn = (sent: { health: PageHealth }[]) =>
  [...new Map(sent.map(({ health }) => [health.id, health])).values()].flatMap(({ counts }) => counts.map(({ times }) => times));

test('a page that is not read is counted once a visit, however long it is looked at, and by what it is alone', async () => {
  const { state, start } = browserWith(
    report('off', [
      ['post', null],
      ['composerInput', 'textarea'],
      ['comment', null],
    ]),
  );

  await stay(start(), 50);

  expect(state.sent.map(({ health }) => health.counts)).toEqual([
    [
      {
        ...{ on: '2026-11-26', network: 'vk', page: 'wall', layout: 'unknown', verdict: 'off', roles: ['post', 'comment'] },
        ...{ revision: 0, version: '1.2.3', times: 1 },
      },
    ],
  ]);
  expect(pageHealthSchema.safeParse(state.sent[0]?.health).error).toBeUndefined();
  expect(state.asked).toBe(1);
});

test('a page that is read is not counted, and is asked again only after ten minutes, when it may have been loaded anew', async () => {
  const { state, start } = browserWith(report('ok'));
  const health = start();
  await stay(health, 15);
  expect([state.sent, state.asked]).toEqual([[], 1]);

  state.shown = report('degraded');
  await stay(health, 10);

  expect([timesIn(state.sent), state.asked]).toEqual([[1], 2]);
});

test('a page is given its time, and one that was drawn meanwhile is not counted', async () => {
  const { state, start } = browserWith();
  const health = start();
  await health.heard(TAB, 'vk');
  await vi.advanceTimersByTimeAsync(9_000);
  expect(state.asked).toBe(0);

  state.shown = report('ok');
  await vi.advanceTimersByTimeAsync(30_000);

  expect([state.asked, state.sent]).toEqual([1, []]);
});

test.each(['address', 'day', 'revision'] as const)('a page is counted anew when its %s is another one', async (what) => {
  const { state, start } = browserWith();
  const health = start();
  await stay(health, 3);
  if (what === 'address') state.tab = { url: `${WALL}?w=wall-1_2`, isSeen: true };
  if (what === 'day') vi.setSystemTime(NOW + 86_400_000);
  if (what === 'revision') state.revision = 4;

  await stay(health, 3);

  expect(timesIn(state.sent)).toEqual([1, 1]);
  expect(state.sent[1]?.health.counts[0]).toMatchObject({
    on: what === 'day' ? '2026-11-27' : '2026-11-26',
    revision: what === 'revision' ? 4 : 0,
  });
});

test('a tab that nobody sees is not asked, and is when it comes to the front', async () => {
  const { state, start } = browserWith();
  const health = start();
  state.tab = { url: WALL, isSeen: false };
  await stay(health, 3);
  expect(state.asked).toBe(0);

  state.tab = { url: WALL, isSeen: true };
  await stay(health);

  expect(timesIn(state.sent)).toEqual([1]);
});

test('a page that the person left before its time is not judged by the one that came after it', async () => {
  const { state, start } = browserWith();
  const health = start();
  await health.heard(TAB, 'vk');
  await vi.advanceTimersByTimeAsync(5_000);
  state.tab = { url: `${WALL}?w=wall-1_2`, isSeen: true };
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.asked).toBe(0);
  await vi.advanceTimersByTimeAsync(15_000);

  expect([state.asked, timesIn(state.sent)]).toEqual([1, [1]]);
});

test('a visit counts once when the worker dies right after it was counted, and at the next look when it dies before', async () => {
  const { state, start } = browserWith();
  state.answer = AWAY;
  state.failsToJudge = true;
  await stay(start(), 2);
  await stay(start(), 2);
  state.failsToJudge = false;
  state.answer = TAKEN;
  const third = start();
  await third.heard(TAB, 'vk');
  // Dies before its time is over: its timer is gone with it.
  vi.clearAllTimers();
  await stay(start(), 2);
  await start().send();

  expect(timesIn(state.sent)).toEqual([1]);
});

test('nothing is lost and nothing comes under another id while the server is away, and five minutes go by between two tries', async () => {
  const { state, start } = browserWith();
  state.answer = AWAY;
  const health = start();
  await stay(health, 4);
  state.tab = { url: `${WALL}?w=wall-1_2`, isSeen: true };
  await stay(health, 4);
  expect(state.sent).toHaveLength(1);

  await vi.advanceTimersByTimeAsync(5 * 60_000);
  await health.send();
  state.answer = TAKEN;
  // Another worker.
  await start().send();
  await start().send();
  await start().send();

  const ids = state.sent.map(({ health: { id } }) => id);
  expect(new Set(ids.slice(0, 3)).size).toBe(1);
  expect(ids).toHaveLength(4);
  expect(timesIn(state.sent)).toEqual([1, 1]);
});

test('what the server does not want is given up, what it does not know yet is kept', async () => {
  const { state, start } = browserWith();
  state.answer = { ok: false, failure: { kind: 'refused', code: 'not-found' } };
  await stay(start());
  await start().send();
  expect(state.sent).toHaveLength(2);

  state.answer = { ok: false, failure: { kind: 'refused', code: 'bad-request' } };
  await start().send();
  await start().send();

  expect(state.sent).toHaveLength(3);
});

test('what was counted for one tenant is told to no other, whoever signs in on the device', async () => {
  const { state, start } = browserWith();
  state.answer = AWAY;
  await stay(start());
  state.answer = TAKEN;
  const before = state.sent.splice(0);
  state.session = sessionAt('https://two.example');
  await start().send();
  state.session = sessionAt('https://one.example', 'other');
  await start().send();
  expect(state.sent).toEqual([]);

  state.session = { ...sessionAt('https://one.example'), owner: 'https://one.example boris' };
  await start().send();

  expect(state.sent).toEqual(before);
});

test('nothing is counted while nobody is signed in, and is counted and not sent when the sign-in has grown old', async () => {
  const { state, start } = browserWith();
  state.session = null;
  await stay(start(), 2);
  expect(state.asked).toBe(0);

  state.session = { ...sessionAt('https://one.example'), state: 'expired' };
  await stay(start(), 2);
  expect(state.sent).toEqual([]);
  state.session = sessionAt('https://one.example');
  await start().send();

  expect(timesIn(state.sent)).toEqual([1]);
});

test.each([
  ['says nothing', null],
  ['says what is no report', { network: 'vk', page: 'Иванова, ул. Мира, 5', layout: 'x', verdict: 'off', roles: [] }],
  ['says it is of another network', { ...report('off'), network: 'ok' }],
])('a page that %s is not counted', async (_, shown) => {
  const { state, start } = browserWith(shown);

  await stay(start(), 2);

  expect(state.sent).toEqual([]);
});

test('a closed tab is asked no more and leaves nothing behind', async () => {
  const { state, start } = browserWith();
  const health = start();
  await stay(health);
  await health.heard(TAB, 'vk');
  await health.left(TAB);
  await vi.advanceTimersByTimeAsync(30_000);

  expect([state.visits.size, state.asked]).toEqual([0, 1]);
});
