/** Files of the extension's own, apart from its databases, which a page and its content script cannot reach. */
export interface OwnFiles {
  /** Whole or not at all. */
  put(name: string, content: string | Blob): Promise<void>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
  /** Null for one that is not there or cannot be read. */
  read(name: string): Promise<Blob | null>;
}

/** Null where the browser has no such files. */
export async function openFiles(folder: string): Promise<OwnFiles | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return filesIn(await root.getDirectoryHandle(folder, { create: true }));
  } catch {
    return null;
  }
}

function filesIn(folder: FileSystemDirectoryHandle): OwnFiles {
  return {
    async put(name, content) {
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      try {
        await file.write(content);
      } catch (problem) {
        // What was written of it so far would lie there and take room.
        await file.abort().catch(() => undefined);
        throw problem;
      }
      await file.close();
    },
    remove: (name) => folder.removeEntry(name),
    async names() {
      const names: string[] = [];
      for await (const [name, handle] of folder.entries()) if (handle instanceof FileSystemFileHandle) names.push(name);
      return names.sort();
    },
    async read(name) {
      return await folder.getFileHandle(name).then(
        (handle) => handle.getFile().catch(() => null),
        () => null,
      );
    },
  };
}

/** A name that a file may have, whatever the key is. */
export async function nameOfKey(key: string): Promise<string> {
  return await hexOf(new TextEncoder().encode(key));
}

/** SHA-256. */
export async function hexOf(bytes: BufferSource): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
