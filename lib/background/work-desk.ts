import type { CaseStatus } from '../domain/cases/clock-model.ts';
import type { CaseDocument } from '../domain/cases/model.ts';
import type { Due } from '../store/cache-rows.ts';
import type { CaseView } from './case-shelf.ts';
import { type CatchUpDeps, createCatchUp } from './catch-up.ts';
import { statusOf } from './chip-facts.ts';

/** What is more is not counted: it is more than anybody keeps count of. */
export const MOST_COUNTED = 999;

/** The viewer's own open work: how much, and how much of it presses or is late; each right up to MOST_COUNTED, and above it where there is more. */
export interface WorkCounts {
  open: number;
  /** Null where so much is late that it is not told apart. */
  soon: number | null;
  late: number;
}

/** Finds the person's work without reading all cases; what he has done and not sent is counted in. `now`: epoch ms by the server's clock. */
export function createWorkDesk({ shelf, ...deps }: CatchUpDeps) {
  const catchUp = createCatchUp({ shelf, ...deps });

  /** Null while what cases are found by is out of date. */
  async function counts(now: number): Promise<WorkCounts | null> {
    const open = await shelf.opened();
    if (!open) return null;
    const { cache, reference, pending, view } = open;
    if ((await cache.underivedAfter(reference)) !== null) return null;
    const acted = new Set(pending.map(({ command }) => command.caseId));
    // What the acts take away must leave more than is counted, where there is more.
    const { all, soon, late } = await cache.countDue(now, MOST_COUNTED + 1 + acted.size);
    const counted = { open: all, soon, late };
    for (const id of acted) {
      const duty = await cache.duty(id);
      if (duty) add(counted, levelOfDue(duty, now), -1);
      const shown = view(await cache.document(id), id);
      const { mine, clock, level } = shown ? statusOf(shown, reference, now) : NOTHING;
      if (mine && clock) add(counted, level, 1);
    }
    return counted;
  }

  /** So many of the person's cases, the least time left first, and whether there are more; null while that is being found out. */
  async function first(count: number, now: number): Promise<{ documents: CaseDocument[]; more: boolean | null }> {
    const open = await shelf.opened();
    if (!open) return { documents: [], more: false };
    const { cache, reference, pending, view } = open;
    const acted = new Set(pending.map(({ command }) => command.caseId));
    const ranked = (shown: CaseView | null) => {
      const status = shown && statusOf(shown, reference, now);
      return { rank: status?.minutesLeft ?? 0, value: status?.mine ? shown : null };
    };
    const untouched = await cache.firstDue(count + 1, (document) => {
      return acted.has(document.id) ? null : ranked(view(document, document.id));
    });
    const own = await Promise.all([...acted].map(async (id) => ranked(view(await cache.document(id), id)).value));
    const found = [...untouched, ...own]
      .filter((shown) => shown !== null)
      .map(ranked)
      .sort((a, b) => a.rank - b.rank);
    const documents = found.slice(0, count).flatMap(({ value }) => value?.document ?? []);
    const isWhole = (await cache.underivedAfter(reference)) === null;
    if (!isWhole) void catchUp();
    return { documents, more: isWhole ? found.length > count : null };
  }

  return { counts, first, catchUp };
}

export type WorkDesk = ReturnType<typeof createWorkDesk>;

const NOTHING = { mine: false, clock: null, level: null } as const;

function add(counted: WorkCounts, level: CaseStatus['level'], by: 1 | -1): void {
  counted.open += by;
  if (level === 'late') counted.late += by;
  if (level === 'soon' && counted.soon !== null) counted.soon += by;
}

function levelOfDue({ deadlineAt, soonAt }: Due, now: number): CaseStatus['level'] {
  if (now > deadlineAt) return 'late';
  return now >= soonAt ? 'soon' : 'calm';
}
