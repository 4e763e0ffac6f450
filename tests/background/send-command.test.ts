import { expect, test, vi } from 'vitest';
import { createShelf } from '../../lib/background/case-shelf.ts';
import type { Core } from '../../lib/background/core.ts';
import { sendCommand } from '../../lib/background/send-command.ts';
import { createCache } from '../../lib/store/cache.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import type { OutboxTable } from '../../lib/store/outbox-rows.ts';
import { createPictures } from '../../lib/store/pictures.ts';
import type { Rows } from '../../lib/store/rows.ts';
import { curator, MORNING } from '../support/place.ts';
import { referenceOf } from '../support/reference.ts';
import { opening } from '../sync/commands.ts';

// Nobody listens: the extension's other pages are not open.
vi.mock('../../lib/platform/messaging.ts', () => ({ broadcast: () => undefined }));
vi.mock('../../lib/platform/storage.ts', () => ({ readSetting: async () => null }));

/** As long as a browser's database takes for a word. */
function slow<T extends string>(rows: Rows<T>): Rows<T> {
  return new Proxy(rows, {
    get:
      (all, name: keyof Rows<T>) =>
      async (...args: never[]) => {
        await new Promise((done) => setTimeout(done, 1));
        return await (all[name] as (...args: never[]) => Promise<unknown>)(...args);
      },
  });
}

/** A device of Anna's; whoever wakes its worker anew finds what `rows` hold. */
async function deviceOn(rows: Rows<OutboxTable>) {
  const store = {
    outbox: createOutbox(rows),
    cache: createCache(memoryRows()),
    pictures: createPictures(memoryRows()),
    memoryOnly: false,
  };
  await store.cache.setReference(referenceOf(curator));
  const owner = async () => 'anna';
  const announced: string[][] = [];
  const core = {
    ...{ owner, outbox: async () => store.outbox, reference: () => store.cache.reference() },
    shelf: createShelf(async () => store, owner),
    serverNow: async () => MORNING + 24 * 3_600_000,
    announce: async ({ ids }: { ids: string[] }) => void announced.push(ids),
    loop: { kick: async () => undefined },
  } as unknown as Core;
  const pending = async () => (await store.outbox.pending('anna')).map(({ command }) => command.id);
  return { core, outbox: store.outbox, announced, pending };
}

test('two windows that act at once on one message do one thing, and the second is told', async () => {
  const { core, announced, pending } = await deviceOn(slow(memoryRows()));
  const [one, other] = [opening('same'), { ...opening('same'), caseId: opening('other').caseId }];

  const results = await Promise.all([one, other].map((command) => sendCommand(core, command, { holdMs: 0 })));

  expect(results).toEqual([{ ok: true }, { ok: false, refusal: { code: 'message-has-case', clause: null, detail: null } }]);
  expect(await pending()).toEqual([one.id]);
  expect(announced).toEqual([[one.caseId]]);
});

test('what was taken back stays so when a page that has heard no answer asks for it again, of a worker that was woken since', async () => {
  const rows = memoryRows<OutboxTable>();
  const [taken, also, other] = [opening('taken'), opening('also'), opening('other')];
  const { core, outbox } = await deviceOn(rows);
  for (const command of [taken, also]) await sendCommand(core, command);
  expect(await Promise.all([taken, also].map(({ id }) => outbox.takeBack(id)))).toEqual([true, true]);

  const woken = await deviceOn(rows);
  const results = await Promise.all([taken, also, other].map((command) => sendCommand(woken.core, command)));

  expect(results).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  expect(await woken.pending()).toEqual([other.id]);
});

test('what is on a full disk can be taken back', async () => {
  const rows = memoryRows<OutboxTable>();
  const full: Rows<OutboxTable> = { ...rows, write: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
  const command = opening('taken');
  await sendCommand((await deviceOn(rows)).core, command);

  expect(await (await deviceOn(full)).outbox.takeBack(command.id)).toBe(true);
});
