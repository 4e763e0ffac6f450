import { createShelf, refOfDocument } from '../../lib/background/case-shelf.ts';
import { chipFacts } from '../../lib/background/chip-facts.ts';
import { createWorkDesk } from '../../lib/background/work-desk.ts';
import { actorOf } from '../../lib/pages/reference.ts';
import { WORKS_LISTED, workOf } from '../../lib/pages/work.ts';
import { openStore, type Store } from '../../lib/store/open-store.ts';

const ASK_EACH_MS = 100;

/** Runs in a page of a real browser what the worker of the extension does when it is woken: milliseconds from its first line on. */
export async function start(program: string) {
  const startedAt = performance.now();
  const passed = () => performance.now() - startedAt;
  const store = await openStore(program);
  const { desk, chip } = office(store);
  // As in the extension: the badge is counted while the page of a network asks for its chips.
  const badge = desk.counts(Date.now()).then((counts) => ({ ms: passed(), counts }));
  const kind = await chip(await aMessage(store));
  const chipMs = passed();
  const { counts, ms: badgeMs } = await badge;
  const listedFrom = passed();
  const reference = await store.cache.reference();
  const { documents, more } = await desk.first(WORKS_LISTED, Date.now());
  const items = reference ? workOf(documents, reference, actorOf(reference), Date.now()) : [];
  const lists = { listMs: passed() - listedFrom, listed: items.length, more };
  return { kind, chipMs, badgeMs, open: counts?.open ?? null, ...lists };
}

/** After an update of the extension everything that cases are found by is derived anew; chips are asked for meanwhile. */
export async function deriveAnew(program: string) {
  const store = await openStore(program);
  const { desk, chip } = office(store);
  const ref = await aMessage(store);
  const startedAt = performance.now();
  let isDone = false;
  const derived = desk.catchUp().then(() => {
    isDone = true;
  });
  let longestWait = 0;
  while (!isDone) {
    const askedAt = performance.now();
    await chip(ref);
    longestWait = Math.max(longestWait, performance.now() - askedAt);
    await new Promise((done) => setTimeout(done, ASK_EACH_MS));
  }
  await derived;
  return { ms: performance.now() - startedAt, longestWait, open: (await desk.counts(Date.now()))?.open ?? null };
}

/** What it would take to look at every case. */
export async function lookAtAll(program: string) {
  const { cache } = await openStore(program);
  const reference = await cache.reference();
  const startedAt = performance.now();
  const work = reference ? workOf(await cache.documents(), reference, actorOf(reference), Date.now()) : [];
  return { ms: performance.now() - startedAt, open: work.length };
}

function office(store: Store) {
  const shelf = createShelf(
    async () => store,
    async () => 'bench',
  );
  const desk = createWorkDesk({ shelf, progress: () => undefined, caughtUp: async () => undefined });
  const chip = async (ref: NonNullable<ReturnType<typeof refOfDocument>>) => {
    const [reference, views] = [await store.cache.reference(), await shelf.byRefs([ref])];
    return reference && chipFacts(ref, views.get(ref) ?? null, reference, Date.now()).kind;
  };
  return { desk, chip };
}

async function aMessage({ cache }: Store) {
  const [document] = await cache.newest(1);
  const ref = document && refOfDocument(document);
  if (!ref) throw new Error('there are no cases');
  return ref;
}
