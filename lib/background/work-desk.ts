import type { CaseStatus } from '../domain/cases/clock-model.ts';
import type { CaseDocument } from '../domain/cases/model.ts';
import type { Due } from '../store/cache.ts';
import { indexOfDocument } from './case-index.ts';
import type { CaseView, Shelf } from './case-shelf.ts';
import { statusOf } from './chip-facts.ts';

/** So many cases are gone through at a time: whoever asks meanwhile waits for no more. */
const PART = 100;

/** The viewer's own open work: how much, and how much of it presses or is late. */
export interface WorkCounts {
  open: number;
  soon: number;
  late: number;
}

export interface WorkDeskDeps {
  shelf: Shelf;
  progress: (percent: number | null) => void;
  /** Everything is found again by what is here now. */
  caughtUp: () => Promise<void>;
}

/** Finds the person's work without reading all cases; what he has done and not sent is counted in. `now`: epoch ms by the server's clock. */
export function createWorkDesk({ shelf, progress, caughtUp }: WorkDeskDeps) {
  let catchingUp: Promise<void> | null = null;

  /** Null while what cases are found by is out of date. */
  async function counts(now: number): Promise<WorkCounts | null> {
    const open = await shelf.opened();
    if (!open) return null;
    const { cache, reference, pending, view } = open;
    if ((await cache.underivedAfter(reference)) !== null) return null;
    const { all, pressing, late } = await cache.countDue(now);
    const counted = { open: all, soon: pressing - late, late };
    for (const id of new Set(pending.map(({ command }) => command.caseId))) {
      const cached = await cache.cached(id);
      if (cached?.due) add(counted, levelOfDue(cached.due, now), -1);
      const shown = view(cached?.document ?? null, id);
      const { mine, clock, level } = shown ? statusOf(shown, reference, now) : NOTHING;
      if (mine && clock) add(counted, level, 1);
    }
    return counted;
  }

  /** So many of the person's cases, the least time left first, and how many there are. */
  async function first(count: number, now: number): Promise<{ documents: CaseDocument[]; total: number }> {
    const open = await shelf.opened();
    if (!open) return { documents: [], total: 0 };
    const { cache, reference, pending, view } = open;
    const acted = new Set(pending.map(({ command }) => command.caseId));
    const ranked = (shown: CaseView | null) => ({
      rank: shown ? (statusOf(shown, reference, now).minutesLeft ?? 0) : 0,
      value: shown,
    });
    const untouched = await cache.firstDue(count, (document) =>
      acted.has(document.id) ? null : ranked(view(document, document.id)),
    );
    const own = await Promise.all([...acted].map(async (id) => view(await cache.document(id), id)));
    const found = [...untouched, ...own].filter((shown) => shown !== null && statusOf(shown, reference, now).mine);
    const documents = found
      .map(ranked)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, count)
      .flatMap(({ value }) => value?.document ?? []);
    return { documents, total: Math.max(documents.length, (await counts(now))?.open ?? 0) };
  }

  /** Derives anew, a part at a time, what cases are found by, where the reference or the program is another than it was derived from. */
  function catchUp(): Promise<void> {
    catchingUp ??= deriveAll().finally(() => {
      catchingUp = null;
    });
    return catchingUp;
  }

  async function deriveAll(): Promise<void> {
    let isNews = false;
    for (let open = await shelf.opened(); open; open = await shelf.opened()) {
      const { cache, reference } = open;
      let after = await cache.underivedAfter(reference);
      if (after === null) break;
      isNews = true;
      const indexOf = (document: CaseDocument) => indexOfDocument(document, reference);
      const all = await cache.countAfter(after);
      for (let done = PART; after !== null; done += PART) {
        after = await cache.deriveNext(reference, { after, count: PART }, indexOf);
        progress(after === null ? null : Math.min(99, Math.floor((100 * done) / all)));
      }
    }
    if (isNews) await caughtUp();
  }

  return { counts, first, catchUp };
}

export type WorkDesk = ReturnType<typeof createWorkDesk>;

const NOTHING = { mine: false, clock: null, level: null } as const;

function add(counted: WorkCounts, level: CaseStatus['level'], by: 1 | -1): void {
  counted.open += by;
  if (level === 'late') counted.late += by;
  if (level === 'soon') counted.soon += by;
}

function levelOfDue({ deadlineAt, soonAt }: Due, now: number): CaseStatus['level'] {
  if (now > deadlineAt) return 'late';
  return now >= soonAt ? 'soon' : 'calm';
}
