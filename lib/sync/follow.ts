import type { Cursor } from '../protocol/api.ts';
import type { Failure } from './http.ts';
import { type PullPass, pull } from './pull.ts';
import { pushAgain } from './push.ts';

export type Followed = Omit<PullPass, 'knownEpoch'>;
export type News = { ok: true; changed: string[] | 'all'; referenceChanged: boolean } | { ok: false; failure: Failure };

/**
 * Which feed this device follows, and whether a change to another one was begun and not finished. Kept outside the cache:
 * a cache that was lost must not hide that the server forgot.
 */
interface Place {
  epoch: string | null;
  rewoundTo: string | null;
}

/** Fetches what changed; where the server has forgotten or is another one, reminds it first and reads everything anew. */
export async function fetchNews(pass: Followed): Promise<News> {
  const place = (await pass.outbox.kept<Place>(keyOf(pass))) ?? { epoch: null, rewoundTo: null };
  if (place.rewoundTo !== null) return await followAnew(pass, place.rewoundTo);
  const pulled = await pull({ ...pass, knownEpoch: place.epoch });
  if (pulled.ok) return pulled;
  return 'failure' in pulled ? pulled : await followAnew(pass, pulled.rewoundTo);
}

/** Where this device is in the feed it follows; null before the first page, and while it is changing to another feed. */
export async function placeIn(pass: Followed): Promise<Cursor | null> {
  const [place, cursor] = [await pass.outbox.kept<Place>(keyOf(pass)), await pass.cache.cursor()];
  return place?.rewoundTo === null && place.epoch === cursor?.epoch ? cursor : null;
}

async function followAnew(pass: Followed, epoch: string): Promise<News> {
  const { outbox, cache, owner, now } = pass;
  const before = await outbox.kept<Place>(keyOf(pass));
  if (before && hasForgotten(before, epoch)) await outbox.keep(restoredKey(owner), now());
  await outbox.keep(keyOf(pass), { epoch: null, rewoundTo: epoch } satisfies Place);
  await outbox.reopenApplied(owner);
  await pass.pictures.markAllMissing(owner);
  const again = await pushAgain(pass, await outbox.sentLog(owner));
  if (!again.ok) return again;
  await cache.forget(false);
  await outbox.keep(keyOf(pass), { epoch, rewoundTo: null } satisfies Place);
  const pulled = await pull({ ...pass, knownEpoch: epoch });
  if (pulled.ok) return { ...pulled, changed: 'all' };
  // Told twice in a row that its place is not of this feed: whatever is wrong there, it is not ours to hurry.
  return { ok: false, failure: 'failure' in pulled ? pulled.failure : { kind: 'trouble' } };
}

/** Not where the reader's rights changed only, nor where he reads for the first time: an epoch is the feed's, a dot, and the reader's scope. */
function hasForgotten({ epoch }: Place, next: string): boolean {
  return epoch !== null && (epoch === next || epoch.split('.')[0] !== next.split('.')[0]);
}

function keyOf({ owner }: Followed): string {
  return `feed:${owner}`;
}

/** When (device's clock, epoch ms) this person's server was last found to have forgotten; absent when never. */
export function restoredKey(owner: string): string {
  return `restored:${owner}`;
}
