import type { CaseDocument } from '../domain/cases/model.ts';
import type { Change, ChangesAnswer, Cursor, Reference } from '../protocol/api.ts';
import type { Cache } from '../store/cache.ts';
import type { CachedDocument, CaseIndex } from '../store/cache-rows.ts';
import type { Failure, HttpAnswer } from './http.ts';
import type { Pass } from './push.ts';

export interface PullPass extends Pass {
  cache: Cache;
  /** What a case is found by; null when its facts cannot be read. */
  indexOf: (document: CaseDocument, reference: Reference) => CaseIndex | null;
  /** Told how far a reading of several pages has come, 0–100; null when it is done. */
  progress: (percent: number | null) => void;
  /** Of the feed this device last followed, kept outside the cache: a cache that was lost must not hide that the server forgot. */
  knownEpoch: string | null;
}
export type PullResult =
  | { ok: true; changed: string[]; referenceChanged: boolean }
  | { ok: false; failure: Failure }
  /** The server was restored from an older copy, or is another one. */
  | { ok: false; rewoundTo: string };

/**
 * Fetches page after page until there is no more; a page and its place in the feed are stored together, in their order. While one is
 * stored the next is on its way.
 */
export async function pull(pass: PullPass): Promise<PullResult> {
  const changed: string[] = [];
  let referenceChanged = false;
  let from = await pass.cache.cursor();
  for (let asked = ask(pass, from); ; ) {
    const answer = await asked;
    if (!answer.ok) return answer;
    if (answer.value.status === 'rewound') return { ok: false, rewoundTo: answer.value.epoch };
    if (from === null && answer.value.cursor.epoch !== pass.knownEpoch)
      return { ok: false, rewoundTo: answer.value.cursor.epoch };
    const { changes, cursor, more, referenceVersion } = answer.value;
    let reference = await pass.cache.reference();
    const isOld = reference?.version !== referenceVersion;
    if (reference === null || isOld) {
      const newer = await pass.api.reference();
      if (!newer.ok) return newer;
      reference = newer.value;
    }
    if (more) asked = ask(pass, cursor);
    // Forgotten meanwhile, as when somebody signs out: a place in the feed whose cases are gone would lose them for ever.
    if ((await pass.cache.cursor())?.tip !== from?.tip) return { ok: false, failure: { kind: 'trouble' } };
    if (isOld) await pass.cache.setReference(reference);
    referenceChanged ||= isOld;
    await store(pass, reference, changes, cursor);
    from = cursor;
    changed.push(...changes.map((change) => (change.kind === 'case' ? change.document.id : change.caseId)));
    pass.progress(more ? percentOf(answer.value) : null);
    if (!more) return { ok: true, changed, referenceChanged };
  }
}

async function ask(pass: PullPass, from: Cursor | null): Promise<HttpAnswer<ChangesAnswer>> {
  const askedAt = pass.now();
  const answer = await pass.api.changes(from);
  if (answer.ok) pass.heard(answer.value.serverTime, askedAt);
  return answer;
}

function percentOf({ cursor, head }: Extract<ChangesAnswer, { status: 'ok' }>): number {
  return head === undefined || head === 0 ? 0 : Math.floor((100 * cursor.after) / head);
}

async function store(pass: PullPass, reference: Reference, changes: Change[], cursor: Cursor): Promise<void> {
  const put = changes.flatMap((change): CachedDocument[] => {
    const index = change.kind === 'case' ? pass.indexOf(change.document, reference) : null;
    return change.kind === 'case' && index !== null ? [{ document: change.document, ...index }] : [];
  });
  const remove = changes.flatMap((change) => (change.kind === 'gone' ? [change.caseId] : []));
  await pass.cache.applyPage({ put, remove, cursor });
  await pass.outbox.retire(pass.owner, cursor.after, pass.now());
}
