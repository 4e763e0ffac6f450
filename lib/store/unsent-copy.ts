import type { Outbox } from './outbox.ts';
import { type PendingCommand, readRow, toRow } from './outbox-rows.ts';

/** Files of the extension's own, apart from its databases, which a page and its content script cannot reach. */
export interface UnsentCopy {
  put(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** By id, in the order of their ids, which is that of the acts. */
  all(): Promise<[string, string][]>;
}

type Copied = Pick<PendingCommand, 'command' | 'owner' | 'leaveAt'>;

/** What was put back, and when, by the device's clock (epoch ms); how many commands by whose they are. */
export interface Recovered {
  at: number;
  counts: Record<string, number>;
}

const RECOVERED = 'recovered';
const FOLDER = 'unsent';

/** Null where the browser has no such files. */
export async function openUnsentCopy(): Promise<UnsentCopy | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return filesIn(await root.getDirectoryHandle(FOLDER, { create: true }));
  } catch {
    return null;
  }
}

function filesIn(folder: FileSystemDirectoryHandle): UnsentCopy {
  return {
    async put(id, text) {
      const file = await (await folder.getFileHandle(id, { create: true })).createWritable();
      await file.write(text);
      await file.close();
    },
    remove: (id) => folder.removeEntry(id),
    async all() {
      const files: [string, string][] = [];
      for await (const [name, handle] of folder.entries()) {
        if (!(handle instanceof FileSystemFileHandle)) continue;
        // One that cannot be read must not hide the others.
        const text = await handle.getFile().then(
          (file) => file.text(),
          () => '',
        );
        files.push([name, text]);
      }
      return files.sort(([a], [b]) => (a < b ? -1 : 1));
    },
  };
}

/**
 * The outbox with a second copy of what was not sent: a browser that finds its database damaged begins an empty one without a word.
 * The copy helps where it can and stops nothing where it cannot.
 */
export function withCopy(outbox: Outbox, copy: UnsentCopy): Outbox {
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
      // The copy first: one that outlived a worker's death would bring back what the person had taken back.
      await forget(id);
      return await outbox.takeBack(id);
    },
    async markApplied(seqs) {
      await outbox.markApplied(seqs);
      await Promise.all([...seqs.keys()].map(forget));
    },
    async markRejected(command, owner, refusal, present) {
      await outbox.markRejected(command, owner, refusal, present);
      await forget(command.id);
    },
    async dismissNotice(commandId) {
      await forget(commandId);
      await outbox.dismissNotice(commandId);
    },
    async reopenApplied(owner) {
      await outbox.reopenApplied(owner);
      for (const one of await outbox.pending(owner)) await put(one);
    },
  };
}

/**
 * Puts back what the database has lost and clears away what the server has answered; one that was sent before does no harm, because the
 * server knows it by its id. Never rejects: what cannot be put back now stays where it is. `now`: epoch ms by the device's clock.
 */
export async function recoverUnsent(outbox: Outbox, copy: UnsentCopy, now: number): Promise<void> {
  const counts: Record<string, number> = {};
  try {
    for (const [id, text] of await copy.all()) {
      const found = read(id, text);
      if (!found) continue;
      if (await outbox.has(id)) {
        if (!(await isWaiting(outbox, found.owner, id))) await copy.remove(id);
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

async function isWaiting(outbox: Outbox, owner: string, id: string): Promise<boolean> {
  return (await outbox.pending(owner)).some(({ command, state }) => command.id === id && state !== 'applied');
}

/** Null when the file was not written to its end, is of a newer version, or is no command's. */
function read(id: string, text: string): Copied | null {
  try {
    const found = readRow<Copied>(JSON.parse(text));
    return found?.command?.id === id && typeof found.owner === 'string' ? found : null;
  } catch {
    return null;
  }
}
