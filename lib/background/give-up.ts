import type { Store } from '../store/open-store.ts';
import { forgetAfterNotes } from './after-notes.ts';
import { followDrafts } from './unsent-work.ts';

/**
 * Takes off this device what its person may not have any more, since the right was taken away: every case but those that his unsent acts,
 * refusals not yet read and unsent texts are about, every text being typed that the server has, every picture that was only looked at,
 * and what was noticed about cases since.
 * What exists nowhere else stays, under his name, until he signs in again; he may save it as a file.
 */
export async function giveUp({ outbox, cache, pictures }: Store, owner: string): Promise<void> {
  const acts = [...(await outbox.pending(owner)), ...(await outbox.notices(owner))].map(({ command }) => command.caseId);
  const drafts = await followDrafts({ outbox, cache }, owner);
  for (const { draft, state } of drafts) if (state === 'sent') await outbox.dropDraft(owner, draft.key);
  const written = drafts.flatMap(({ caseId, state }) => (state === 'unsent' ? (caseId ?? []) : []));
  await forgetAfterNotes(outbox);
  await cache.forgetBut(new Set([...acts, ...written]));
  await pictures.sweep(async ({ isOwn }) => isOwn);
}
