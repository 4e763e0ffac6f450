import type { LocalDraft } from '../protocol/messages.ts';
import type { Outbox } from './outbox.ts';
import { type PendingCommand, readRow, toRow } from './outbox-rows.ts';
import { nameOfKey, type OwnFiles } from './own-files.ts';

type Copied = Pick<PendingCommand, 'command' | 'owner' | 'leaveAt'>;
interface CopiedDraft {
  owner: string;
  draft: LocalDraft;
}

/** What was put back, and when, by the device's clock (epoch ms); how many commands by whose they are. */
export interface Recovered {
  at: number;
  counts: Record<string, number>;
}

const RECOVERED = 'recovered';
export const UNSENT_FOLDER = 'unsent';
const DRAFT = 'draft-';

/**
 * The outbox with a second copy of what was not sent, of texts being typed and of refusals not yet read: a browser that finds its database
 * damaged begins an empty one without a word. The copy helps where it can and stops nothing where it cannot.
 */
export function withCopy(outbox: Outbox, copy: OwnFiles): Outbox {
  const put = ({ command, owner, leaveAt }: Copied) => {
    const row = toRow(command.id, 0, { command, owner, leaveAt } satisfies Copied);
    return copy.put(command.id, JSON.stringify(row)).catch(() => undefined);
  };
  const forget = (id: string) => copy.remove(id).catch(() => undefined);

  return {
    ...outbox,
    async add(command, owner, leaveAt) {
      if (await outbox.has(command.id)) return;
      await outbox.add(command, owner, leaveAt);
      await put({ command, owner, leaveAt });
    },
    async takeBack(id) {
      const kept = await (await copy.read(id))?.text().catch(() => undefined);
      // The copy first: one that outlived a worker's death would bring back what the person had taken back.
      await forget(id);
      const isTaken = await outbox.takeBack(id);
      if (!isTaken && kept !== undefined) await copy.put(id, kept).catch(() => undefined);
      return isTaken;
    },
    async markApplied(seqs) {
      await outbox.markApplied(seqs);
      await Promise.all([...seqs.keys()].map(forget));
    },
    async markRejected(command, owner, refusal, present) {
      await outbox.markRejected(command, owner, refusal, present);
      // Until the refusal was read: sent once more, the server says it again.
      await put({ command, owner, leaveAt: 0 });
    },
    async dismissNotice(commandId) {
      await forget(commandId);
      await outbox.dismissNotice(commandId);
    },
    async reopenApplied(owner) {
      await outbox.reopenApplied(owner);
      for (const one of await outbox.pending(owner)) await put(one);
    },
    async saveDraft(owner, draft) {
      await outbox.saveDraft(owner, draft);
      const name = await draftName(owner, draft.key);
      const row = toRow(name, draft.savedAt, { owner, draft } satisfies CopiedDraft);
      await copy.put(name, JSON.stringify(row)).catch(() => undefined);
    },
    async dropDraft(owner, key) {
      await forget(await draftName(owner, key));
      await outbox.dropDraft(owner, key);
    },
  };
}

/**
 * Puts back what the database has lost and clears away what the server has answered; one that was sent before does no harm, because the
 * server knows it by its id. Never rejects: what cannot be put back now stays where it is. `now`: epoch ms by the device's clock.
 */
export async function recoverUnsent(outbox: Outbox, copy: OwnFiles, now: number): Promise<void> {
  const counts: Record<string, number> = {};
  try {
    // In the order of their ids, which is that of the acts.
    for (const id of await copy.names()) {
      const text = (await (await copy.read(id))?.text()) ?? '';
      if (id.startsWith(DRAFT)) await recoverDraft(outbox, text);
      const found = read(id, text);
      if (!found) continue;
      if (await outbox.has(id)) {
        if (!(await isOpen(outbox, found.owner, id))) await copy.remove(id);
        continue;
      }
      await outbox.add(found.command, found.owner, found.leaveAt);
      counts[found.owner] = (counts[found.owner] ?? 0) + 1;
    }
  } catch {
    // No room, or no database: another start may have them.
  }
  if (Object.keys(counts).length > 0)
    await outbox.keep(RECOVERED, { at: now, counts } satisfies Recovered).catch(() => undefined);
}

/** What was put back for this person; for everybody while nobody is signed in. */
export async function readRecovered(outbox: Outbox, owner: string | null): Promise<{ at: number; count: number } | null> {
  const found = await outbox.kept<Recovered>(RECOVERED);
  if (!found) return null;
  const counts = owner === null ? Object.values(found.counts) : [found.counts[owner] ?? 0];
  const count = counts.reduce((sum, one) => sum + one, 0);
  return count > 0 ? { at: found.at, count } : null;
}

/** Does it wait for the server's answer, or for the person to read it? */
async function isOpen(outbox: Outbox, owner: string, id: string): Promise<boolean> {
  const waiting = (await outbox.pending(owner)).filter(({ state }) => state !== 'applied');
  return [...waiting, ...(await outbox.notices(owner))].some(({ command }) => command.id === id);
}

async function recoverDraft(outbox: Outbox, text: string): Promise<void> {
  const found = readJson<CopiedDraft>(text);
  if (typeof found?.draft?.key !== 'string' || (await outbox.draft(found.owner, found.draft.key))) return;
  await outbox.saveDraft(found.owner, found.draft);
}

async function draftName(owner: string, key: string): Promise<string> {
  return DRAFT + (await nameOfKey(`${owner} ${key}`));
}

/** Null when it is no command's. */
function read(id: string, text: string): Copied | null {
  const found = readJson<Copied>(text);
  return found?.command?.id === id && typeof found.owner === 'string' ? found : null;
}

/** Null when the file was not written to its end, or is of a newer version. */
function readJson<V>(text: string): V | null {
  try {
    return readRow<V>(JSON.parse(text));
  } catch {
    return null;
  }
}
