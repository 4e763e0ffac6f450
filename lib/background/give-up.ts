import type { Store } from '../store/open-store.ts';

/**
 * Takes off this device what its person may not have any more, since the right was taken away: every case but those that his unsent acts
 * and texts are about, and every picture that was only looked at. What exists nowhere else stays, under his name, until he signs in again.
 */
export async function giveUp({ outbox, cache, pictures }: Store, owner: string): Promise<void> {
  const acted = (await outbox.pending(owner)).map(({ command }) => command.caseId);
  const written = (await outbox.draftKeys(owner)).flatMap((key) => /^reply:([^:]+):/.exec(key)?.[1] ?? []);
  await cache.forgetBut(new Set([...acted, ...written]));
  await pictures.sweep(async ({ isOwn }) => isOwn);
}
