import { alone } from '../platform/lock.ts';
import { forgetAfterNotes } from './after-notes.ts';
import type { Core } from './core.ts';

/**
 * Takes off this device what its person could see and the server has. What he did and typed and the server has not stays, under his name.
 * The cases go last: while they are here it is known that something is left to be forgotten.
 */
export async function forgetCases({ store, pictures }: Pick<Core, 'store' | 'pictures'>): Promise<void> {
  const { cache, outbox } = await store();
  await forgetAfterNotes(outbox);
  await pictures.dropFetched();
  await cache.forget(true);
}

/** Finishes a sign-out that broke off, as when the browser was closed right after it. */
export async function forgetLeftCases(core: Pick<Core, 'store' | 'pictures' | 'sessions'>): Promise<void> {
  if ((await core.sessions.read()) !== null) return;
  // Not beside a sync, whose last page may come after the sign-out; nor after the first of a person who signs in meanwhile.
  await alone('sync', async () => {
    const { cache } = await core.store();
    const isLeft = (await cache.reference()) !== null || (await cache.cursor()) !== null;
    if (isLeft && (await core.sessions.read()) === null) await forgetCases(core);
  });
}
