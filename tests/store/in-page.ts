import { caseId, messageRef } from '../../lib/domain/ids.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { hexOf } from '../../lib/store/own-files.ts';
import type { AboutPicture } from '../../lib/store/pictures.ts';
import { readRecovered } from '../../lib/store/unsent-copy.ts';
import { opening } from '../sync/commands.ts';

/** Runs in a page of a real browser: the store and something to put into it. */
const opened: IDBDatabase[] = [];
const original = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...args) {
  const request = original.apply(this, args);
  request.addEventListener('success', () => opened.push(request.result));
  return request;
};

const deviceStore = {
  open: () => openStore('test'),
  command: (id: string) => ({ ...opening('a'), id }),
  cached: (id: string) => ({
    document: {
      id: caseId(id),
      number: null,
      regulation: { profile: 'lebyazhye', version: '2023-06-30' },
      events: [],
      texts: {},
      seq: 1,
    },
    ref: messageRef(`vk:wall-1_${id}`),
    due: null,
  }),
  readRecovered,
  /** A picture of its own bytes for every `shade` (0–255), put in here and not sent. */
  async picture(shade: number, owner = 'anna'): Promise<{ about: AboutPicture; bytes: Uint8Array<ArrayBuffer> }> {
    const bytes = new Uint8Array([...'\x89PNG\r\n\x1a\n'].map((char) => char.charCodeAt(0)).concat(shade, 10, 0, 255));
    const hash = await hexOf(bytes);
    const about = { owner, caseId: 'case-1', hash, type: 'image/png' as const, size: bytes.length, keptAt: 5 };
    return { about: { ...about, isOwn: true, isUploaded: false }, bytes };
  },
  /** What lies in the second copy, by name. */
  async copied(of: 'unsent' | 'unsent-pictures' = 'unsent'): Promise<string[]> {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(of, { create: true });
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    return names.sort();
  },
  async spoilCopy(id: string, text: string, of: 'unsent' | 'unsent-pictures' = 'unsent'): Promise<void> {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(of, { create: true });
    const file = await (await folder.getFileHandle(id, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  },
  /** As a browser does that finds its files damaged. */
  loseDatabase: (name: string) =>
    new Promise<void>((done, fail) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => done();
      request.onerror = () => fail(request.error);
    }),
  closeAll(): void {
    for (const db of opened.splice(0)) db.close();
  },
  /** As another version of the extension, or a private window of it, would. */
  upgrade: (name: string, version: number) =>
    new Promise<void>((done, fail) => {
      const request = original.call(indexedDB, name, version);
      request.onsuccess = () => {
        request.result.close();
        done();
      };
      request.onblocked = () => fail(new Error('held open'));
    }),
};

export type DeviceStore = typeof deviceStore;
Object.assign(globalThis, { deviceStore });
