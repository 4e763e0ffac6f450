import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAfterNotes } from '../../lib/background/after-notes.ts';
import { messageRef } from '../../lib/domain/ids.ts';
import type { AfterNote } from '../../lib/domain/messages/aftercare.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';

function notesOnDevice() {
  const outbox = createOutbox(memoryRows());
  return createAfterNotes(async () => outbox);
}

function note(caseId: string, number: number, kind: AfterNote['kind'] = 'edited', text = ''): AfterNote {
  const ref = messageRef(`vk:wall-1_2?reply=${number}`);
  return { caseId, kind, draft: null, ref, permalink: `https://vk.com/wall-1_2?reply=${number}`, text, author: '', at: number };
}
const after = (one: AfterNote) => ({ ref: one.ref, note: one });

test('what is noticed at the same moment is all kept, whatever comes in whatever order', async () => {
  const some = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 40 })), {
    selector: String,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(some, async (told) => {
      const notes = notesOnDevice();
      await Promise.all(told.map(([caseId, number]) => notes.note(caseId, after(note(caseId, number)))));

      const kept = (await notes.open()).map(({ caseId, at }) => `${caseId}${at}`);
      expect(kept.sort()).toEqual(told.map(([caseId, number]) => `${caseId}${number}`).sort());
    }),
    { numRuns: 30 },
  );
});

test('what was read is not told again, until it changes once more', async () => {
  const notes = notesOnDevice();
  const [first, second] = [note('a', 1, 'edited', 'раз'), note('a', 1, 'edited', 'два')];
  await notes.note('a', after(first));
  await notes.dismiss('a', first.ref);

  expect(await notes.note('a', after(first))).toBe(false);
  expect(await notes.open()).toEqual([]);
  expect(await notes.note('a', after(second))).toBe(true);
  expect(await notes.open()).toEqual([second]);
});

test('what is well again is forgotten', async () => {
  const notes = notesOnDevice();
  const one = note('a', 1, 'unseen');
  await notes.note('a', after(one));

  expect(await notes.note('a', { ref: one.ref, note: null })).toBe(true);
  expect(await notes.open()).toEqual([]);
  expect(await notes.note('a', { ref: one.ref, note: null })).toBe(false);
});

test('three hundred are kept, the newest', async () => {
  const notes = notesOnDevice();
  for (let number = 1; number <= 310; number += 1) await notes.note('a', after(note('a', number)));

  const kept = (await notes.open()).map(({ at }) => at);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([300, 11, 310]);
});
