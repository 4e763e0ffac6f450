import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { indexOfDocument } from '../../lib/background/case-index.ts';
import { createShelf } from '../../lib/background/case-shelf.ts';
import { statusOf } from '../../lib/background/chip-facts.ts';
import { createWorkDesk, MOST_COUNTED } from '../../lib/background/work-desk.ts';
import type { Command } from '../../lib/domain/cases/commands.ts';
import { replay } from '../../lib/domain/cases/evolve.ts';
import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import type { Reference } from '../../lib/protocol/api.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { type Act, aCase, approved, GOOD_REPLY, returned, submitted } from '../support/builders.ts';
import { executor, MINUTE, MORNING, roadsExecutor } from '../support/place.ts';
import { referenceOf } from '../support/reference.ts';
import { opening, rating } from '../sync/commands.ts';

const HOUR = 60 * MINUTE;
const LIVES: Act[][] = [[], [submitted()], [submitted(), returned('Назовите дату')], [submitted(), approved()]];

beforeEach(async () => {
  for (const name of ['vovremya-cache', 'vovremya-outbox', 'vovremya-pictures']) await deleteDB(name);
});

/** Cases of many moments, stages and bodies: some are the executor's work, some late, some nobody's. */
/** Ids grow with time, as those that devices make. */
function idAt(place: number) {
  return caseId(`00000000-0000-7000-8000-${place.toString(16).padStart(12, '0')}`);
}

function manyCases(count: number): CaseDocument[] {
  return Array.from({ length: count }, (_, place) => {
    const { found, texts } = aCase({
      openedAt: MORNING - ((place * 37) % 60) * HOUR,
      ...(place % 3 === 0 ? { bodies: ['roads'] } : { acts: LIVES[place % LIVES.length] ?? [] }),
      message: { ref: messageRef(`vk:wall-1_${place}`) },
    });
    const id = idAt(place);
    const [first, ...rest] = found.events;
    if (!first) throw new Error('a case without events');
    const events = [{ ...first, data: { ...first.data, caseId: id } }, ...rest];
    const kept = Object.entries(texts).map(([text, body]) => [text, { id: text, salt: '', body }]);
    return { id, number: String(place), regulation: found.regulation, events, texts: Object.fromEntries(kept), seq: place + 1 };
  });
}

/** A device that has read these cases, as the program of this version. */
async function device(documents: CaseDocument[], { reference = referenceOf(executor), program = '1.0' } = {}) {
  const store = await openStore(program);
  await store.cache.setReference(reference);
  const put = documents.flatMap((document) => {
    const index = indexOfDocument(document, reference);
    return index ? [{ document, ...index }] : [];
  });
  if (put.length > 0) await store.cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 999, tip: 't' } });
  return { store, ...deskOn(store) };
}

function deskOn(store: Awaited<ReturnType<typeof openStore>>) {
  const told = { percents: [] as (number | null)[], caughtUp: 0 };
  const shelf = createShelf(
    async () => store,
    async () => 'anna',
  );
  const desk = createWorkDesk({
    shelf,
    progress: (percent) => told.percents.push(percent),
    caughtUp: async () => {
      told.caughtUp += 1;
    },
  });
  return { shelf, desk, told };
}

/** What there is to do, of every case there is: the slow way. */
async function everyWork(store: Awaited<ReturnType<typeof openStore>>, reference: Reference, now: number, more: string[] = []) {
  const { shelf } = deskOn(store);
  const ids = [...(await store.cache.documents()).map(({ id }): string => id), ...more];
  const views = (await Promise.all(ids.map((id) => shelf.byId(id)))).filter((view) => view !== null);
  return views
    .map((view) => ({ id: view.document.id, ...statusOf(view, reference, now) }))
    .filter(({ mine }) => mine)
    .sort((a, b) => (a.minutesLeft ?? 0) - (b.minutesLeft ?? 0));
}

function countsOf(work: Awaited<ReturnType<typeof everyWork>>) {
  const at = (level: string) => work.filter((one) => one.level === level).length;
  return { open: work.length, soon: at('soon'), late: at('late') };
}

test('work is counted and listed as if every case had been read, at any moment', async () => {
  const { store, desk } = await device(manyCases(90));
  const reference = referenceOf(executor);

  for (const hours of [-40, -3, 0, 0.5, 1, 2, 5, 24, 24 * 90]) {
    const now = MORNING + hours * HOUR;
    const all = await everyWork(store, reference, now);
    const { documents, more } = await desk.first(12, now);

    expect(await desk.counts(now)).toEqual(countsOf(all));
    expect(more).toBe(all.length > 12);
    const left = new Map(all.map(({ id, minutesLeft }) => [id, minutesLeft]));
    expect(documents.map(({ id }) => left.get(id))).toEqual(all.slice(0, 12).map(({ minutesLeft }) => minutesLeft));
  }
  expect((await desk.counts(MORNING))?.open).toBeGreaterThan(20);
});

test('what the person has done and not sent is counted and listed as he left it', async () => {
  const reference = referenceOf({ ...executor, roles: ['curator', 'executor'] });
  const { store, desk } = await device(manyCases(30), { reference });
  const now = MORNING + 8 * HOUR;
  const before = await desk.counts(now);
  await store.outbox.add(opening('new'), 'anna', 0);
  await store.outbox.add({ ...rating('x', 'urgent'), caseId: idAt(4) }, 'anna', 0);

  const all = await everyWork(store, reference, now, ['case-new']);
  const { documents, more } = await desk.first(100, now);

  expect(all.some(({ id }) => id === 'case-new')).toBe(true);
  expect(await desk.counts(now)).toEqual(countsOf(all));
  expect(countsOf(all)).not.toEqual(before);
  expect(documents.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
  expect(more).toBe(false);
});

test.each([
  [1_010, 990],
  [1_030, 1_010],
])('of %i cases of which twenty were just done %i are left, or more than anybody keeps count of', async (count, left) => {
  const [, , , , late] = manyCases(5);
  if (!late) throw new Error('no such case');
  const many = Array.from({ length: count }, (_, place) => ({ ...late, id: caseId(`case-${place}`), seq: place + 1 }));
  const { store, desk } = await device(many);
  for (const { id } of many.slice(0, 20)) await store.outbox.add(submitting(late, id), 'anna', 0);

  const counts = await desk.counts(MORNING + 90 * 24 * HOUR);

  const counted = [counts?.open ?? 0, counts?.late ?? 0];
  expect(counted.map((some) => Math.min(some, MOST_COUNTED + 1))).toEqual(Array(2).fill(Math.min(left, MOST_COUNTED + 1)));
});

/** The executor's reply to a case that he has to answer: nothing is left for him to do. */
function submitting(document: CaseDocument, id: CaseDocument['id']): Command {
  const assignment = replay(document).assignments[0]?.id ?? '';
  const text = { id: `text-${id}`, hash: 'hash' };
  const args = { assignment, draft: `draft-${id}`, kind: 'final', text };
  return {
    id: `submit-${id}`,
    caseId: id,
    type: 'submit-draft',
    occurredAt: MORNING,
    args,
    texts: [{ id: text.id, salt: '', body: GOOD_REPLY }],
  };
}

test('a first reading derives nothing a second time', async () => {
  const { store, desk, told } = await device(manyCases(10));

  await desk.catchUp();

  expect(await store.cache.underivedAfter(referenceOf(executor))).toBeNull();
  expect(told).toEqual({ percents: [null], caughtUp: 0 });
});

test('work is another’s at once in the list and soon in the count, when the person’s place has changed', async () => {
  const { store, desk, told } = await device(manyCases(250));
  const moved = referenceOf(roadsExecutor, '2');
  await store.cache.setReference(moved);
  const now = MORNING + HOUR;

  const meanwhile = await desk.counts(now);
  const shown = await desk.first(50, now);
  await Promise.all([desk.catchUp(), desk.catchUp()]);

  const all = await everyWork(store, moved, now);
  expect([meanwhile, shown.more]).toEqual([null, null]);
  expect(shown.documents.filter(({ id }) => !all.some((one) => one.id === id))).toEqual([]);
  expect(await desk.counts(now)).toEqual(countsOf(all));
  expect(all.length).toBeGreaterThan(10);
  expect(told).toEqual({ percents: [0, 39, 79, 99, null], caughtUp: 1 });
});

test('what was begun goes on where it was, and all of it is right, when the worker died in the middle', async () => {
  const { store } = await device(manyCases(250));
  const updated = await openStore('1.1');
  const reference = referenceOf(executor);
  const index = (document: CaseDocument) => indexOfDocument(document, reference);
  const after = await updated.cache.deriveNext(reference, { after: '', count: 100 }, index);
  const again = deskOn(await openStore('1.1'));

  await again.desk.catchUp();

  expect(after).toBe(idAt(99));
  expect(again.told.percents).toEqual([39, 79, 99, null]);
  expect(await again.desk.counts(MORNING)).toEqual(countsOf(await everyWork(store, reference, MORNING)));
});

test('after an update nothing is written of cases that are found as before', async () => {
  const { store } = await device(manyCases(30));
  const reference = referenceOf(executor);
  const put = IDBObjectStore.prototype.put;
  const written: string[] = [];
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args) {
    written.push(this.name);
    return put.apply(this, args);
  };
  const again = deskOn(await openStore('1.1'));
  await again.desk.catchUp();
  IDBObjectStore.prototype.put = put;

  expect(new Set(written)).toEqual(new Set(['meta']));
  expect(await again.desk.counts(MORNING)).toEqual(countsOf(await everyWork(store, reference, MORNING)));
});

test('what could not be written is derived the next time, and nobody is told of it as done', async () => {
  const { store, desk, told } = await device(manyCases(30));
  await store.cache.setReference(referenceOf(roadsExecutor, '2'));
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  await desk.catchUp();
  IDBObjectStore.prototype.put = put;
  const meanwhile = { counts: await desk.counts(MORNING), caughtUp: told.caughtUp };

  await desk.catchUp();

  expect(meanwhile).toEqual({ counts: null, caughtUp: 0 });
  expect(await desk.counts(MORNING)).toEqual(countsOf(await everyWork(store, referenceOf(roadsExecutor, '2'), MORNING)));
  expect(told).toEqual({ percents: [0, null, 0, 99, null], caughtUp: 1 });
});

test('all is derived anew from a reference that came in the middle', async () => {
  const { store, desk } = await device(manyCases(250), { program: '1.0' });
  await store.cache.setReference(referenceOf(roadsExecutor, '2'));

  const running = desk.catchUp();
  const moved = referenceOf(executor, '3');
  await store.cache.setReference(moved);
  await running;

  expect(await store.cache.underivedAfter(moved)).toBeNull();
  expect(await desk.counts(MORNING)).toEqual(countsOf(await everyWork(store, moved, MORNING)));
});

test('the newest cases come oldest first, and those that were not sent after them', async () => {
  const { store, shelf } = await device(manyCases(9));
  await store.outbox.add(opening('new'), 'anna', 0);
  await store.cache.setReference(referenceOf({ ...executor, roles: ['curator'] }, '1'));

  expect((await shelf.newest(3)).map(({ document }) => document.id)).toEqual([idAt(6), idAt(7), idAt(8), 'case-new']);
});
