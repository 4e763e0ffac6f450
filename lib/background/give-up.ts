import type { Store } from '../store/open-store.ts';

/**
 * Takes off this device what its person may not have any more, since the right was taken away: every case but those that his unsent acts
 * wait on, and every picture that was only looked at. What exists nowhere else stays, under his name, until he signs in again.
 */
export async function giveUp({ outbox, cache, pictures }: Store, owner: string): Promise<void> {
  const waiting = await outbox.pending(owner);
  await cache.forgetBut(new Set(waiting.map(({ command }) => command.caseId)));
  await pictures.sweep(async ({ isOwn }) => isOwn);
}
