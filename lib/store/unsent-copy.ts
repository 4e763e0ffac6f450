import type { Command } from '../domain/cases/commands.ts';
import type { Outbox } from './outbox.ts';

/** Files of the extension's own, apart from its databases, which a page and its content script cannot reach. */
export interface UnsentCopy {
  put(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** In the order of their ids, which is that of the acts. */
  all(): Promise<string[]>;
}

interface Copied {
  command: Command;
  owner: string;
  leaveAt: number;
}

export interface Recovered {
  /** Epoch ms by the device's clock. */
  at: number;
  count: number;
}

export const RECOVERED = 'recovered';
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
        if (handle instanceof FileSystemFileHandle) files.push([name, await (await handle.getFile()).text()]);
      }
      return files.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    },
  };
}

/**
 * The outbox with a second copy of what was not sent: a browser that finds its database damaged begins an empty one without a word.
 * The copy helps where it can and stops nothing where it cannot.
 */
export function withCopy(outbox: Outbox, copy: UnsentCopy): Outbox {
  const forget = (id: string) => copy.remove(id).catch(() => undefined);
  return {
    ...outbox,
    async add(command, owner, leaveAt) {
      await outbox.add(command, owner, leaveAt);
      await copy.put(command.id, JSON.stringify({ command, owner, leaveAt } satisfies Copied)).catch(() => undefined);
    },
    async takeBack(id) {
      const ok = await outbox.takeBack(id);
      if (ok) await forget(id);
      return ok;
    },
    async markApplied(seqs) {
      await outbox.markApplied(seqs);
      await Promise.all([...seqs.keys()].map(forget));
    },
    async markRejected(command, owner, refusal, present) {
      await outbox.markRejected(command, owner, refusal, present);
      await forget(command.id);
    },
  };
}

/** Puts back what the database has lost; one that was sent before does no harm, because the server knows it by its id. */
export async function recoverUnsent(outbox: Outbox, copy: UnsentCopy, now: number): Promise<void> {
  let count = 0;
  for (const text of await copy.all().catch(() => [])) {
    const found = read(text);
    if (!found || (await outbox.has(found.command.id))) continue;
    await outbox.add(found.command, found.owner, found.leaveAt);
    count += 1;
  }
  if (count > 0) await outbox.keep(RECOVERED, { at: now, count } satisfies Recovered);
}

/** Null when the file was not written to its end. */
function read(text: string): Copied | null {
  try {
    return JSON.parse(text) as Copied;
  } catch {
    return null;
  }
}
