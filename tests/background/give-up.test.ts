import { expect, test } from 'vitest';
import { createAfterNotes } from '../../lib/background/after-notes.ts';
import { giveUp } from '../../lib/background/give-up.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import { createCache } from '../../lib/store/cache.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { createPictures } from '../../lib/store/pictures.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { opening, rating } from '../sync/commands.ts';

test('of the cases only those stay that unsent acts and texts of the person are about, of the pictures only his own, when his right was taken away', async () => {
  const outbox = createOutbox(memoryRows());
  const [cache, pictures] = [createCache(memoryRows()), createPictures(memoryRows())];
  const [waiting, ofAnother] = [opening('waiting'), opening('of-another')];
  await outbox.add(waiting, 'anna', 0);
  await outbox.add(ofAnother, 'boris', 0);
  await outbox.saveDraft('boris', { key: 'reply:seen:1', kind: null, text: 'Добрый день', fields: {}, savedAt: 5 });
  await outbox.saveDraft('anna', { key: 'reply:written:1', kind: null, text: 'Здравствуйте', fields: {}, savedAt: 5 });
  const regulation = { profile: 'lebyazhye', version: '2023-06-30' };
  const put = [waiting.caseId, ofAnother.caseId, caseId('seen'), caseId('written')].map((id) => ({
    document: { id, number: null, regulation, events: [], texts: {}, seq: 1 },
    ref: messageRef(`vk:wall-1_${id}`),
    due: null,
  }));
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 9, tip: 't' } });
  const keys = [1, 2].map((shade) => ({ owner: 'anna', caseId: 'seen', hash: pictureOf(pngOf(shade)).hash }));
  for (const [at, key] of keys.entries()) {
    const about = { ...key, type: 'image/png' as const, size: 1, keptAt: 0, isOwn: at === 0, isUploaded: true };
    await pictures.keep(about, new Uint8Array(pngOf(at + 1)));
  }

  const ref = messageRef('vk:wall-1_written?reply=2');
  const note = {
    caseId: 'written',
    kind: 'asked',
    draft: null,
    ref,
    permalink: '',
    text: 'Когда?',
    author: 'Марина',
    at: 1,
  } as const;
  await createAfterNotes(async () => outbox).note('written', { ref, note });

  await giveUp({ outbox, cache, pictures, memoryOnly: false }, 'anna');

  expect((await cache.documents()).map(({ id }) => id)).toEqual([waiting.caseId, 'written']);
  expect(await cache.cursor()).toBeNull();
  expect(await createAfterNotes(async () => outbox).open()).toEqual([]);
  expect((await outbox.pending('anna')).map(({ command }) => command.id)).toEqual([waiting.id]);
  expect((await outbox.draft('anna', 'reply:written:1'))?.text).toBe('Здравствуйте');
  expect(await Promise.all(keys.map(async (key) => (await pictures.bytes(key)) !== null))).toEqual([true, false]);
});

test('the case of a refusal that was not read stays, that of a text which the server has does not, nor the text, when his right was taken away', async () => {
  const outbox = createOutbox(memoryRows());
  const [cache, pictures] = [createCache(memoryRows()), createPictures(memoryRows())];
  const [refused, waiting] = [rating('refused', 'social'), rating('waiting', 'social')];
  await outbox.markRejected(refused, 'anna', { code: 'wrong-stage', clause: null, detail: null });
  await outbox.add(waiting, 'anna', 0);
  const drafts = { sent: 'в деле', 'case-waiting': 'потому что' };
  for (const [id, text] of Object.entries(drafts)) {
    await outbox.saveDraft('anna', { key: `reply:${id}:1`, kind: null, text, fields: {}, savedAt: 5 });
  }
  const regulation = { profile: 'lebyazhye', version: '2023-06-30' };
  const texts = { t: { id: 't', salt: 's', body: 'в деле' } };
  const put = [refused.caseId, waiting.caseId, caseId('sent')].map((id) => ({
    document: { id, number: null, regulation, events: [], texts, seq: 1 },
    ref: messageRef(`vk:wall-1_${id}`),
    due: null,
  }));
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 9, tip: 't' } });

  await giveUp({ outbox, cache, pictures, memoryOnly: false }, 'anna');

  expect(new Set((await cache.documents()).map(({ id }) => id))).toEqual(new Set([refused.caseId, waiting.caseId]));
  // What waits may yet be taken back, and its text is to be there then.
  expect((await outbox.drafts('anna')).map(({ text }) => text)).toEqual(['потому что']);
});
