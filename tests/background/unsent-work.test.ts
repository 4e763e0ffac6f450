import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unsentWork } from '../../lib/background/unsent-work.ts';
import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import type { LocalDraft } from '../../lib/protocol/messages.ts';
import { createCache } from '../../lib/store/cache.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { opening, rating } from '../sync/commands.ts';

const REFUSAL = { code: 'wrong-stage', clause: '12', detail: null } as const;

function device() {
  return { outbox: createOutbox(memoryRows()), cache: createCache(memoryRows()) };
}

function reply(id: string, text: string, fields: Record<string, string> = {}): LocalDraft {
  return { key: `reply:${id}:${id}.0`, kind: 'final', text, fields, savedAt: 5 };
}

/** A case whose message is at this place, with these texts in it. */
function document(id: string, bodies: string[], number: string | null = '7'): CaseDocument {
  const message = { ref: messageRef(`vk:wall-1_${id}`), permalink: `https://vk.com/wall-1_${id}` };
  const data = { caseId: id, regulation: { profile: 'lebyazhye', version: '2023-06-30' }, message, importance: 'ordinary' };
  const begun = { id: `e-${id}`, type: 'message.detected', at: 1, by: 'system' as const, data };
  const texts = Object.fromEntries(bodies.map((body, at) => [`t-${at}`, { id: `t-${at}`, salt: 's', body }]));
  return { id: caseId(id), number, regulation: data.regulation, events: [begun], texts, seq: 1 };
}

async function holding({ cache }: ReturnType<typeof device>, ...documents: CaseDocument[]): Promise<void> {
  const put = documents.map((one) => ({ document: one, ref: messageRef(`vk:wall-1_${one.id}`), due: null }));
  await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 9, tip: 't' } });
}

const typed = (drafts: { draft: LocalDraft }[]) => drafts.map(({ draft }) => draft.text);

test('every act, refusal and text that the server does not have is told once and nothing else, whatever was done', async () => {
  const fates = fc.constantFrom('held', 'leaving', 'applied', 'retired', 'refused');
  const one = fc.record({ fate: fates, isAnothers: fc.boolean(), isTyped: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 12 }), async (acts) => {
      const store = device();
      const { outbox } = store;
      const open: string[] = [];
      const refused: string[] = [];
      const texts: string[] = [];
      for (const [at, { fate, isAnothers, isTyped }] of acts.entries()) {
        const owner = isAnothers ? 'boris' : 'anna';
        const command = { ...rating(`case-${at}`, 'social'), id: `c-${at}` };
        await outbox.add(command, owner, 0);
        if (fate === 'leaving') await outbox.markLeaving([command.id]);
        if (fate === 'applied' || fate === 'retired') await outbox.markApplied(new Map([[command.id, 3]]));
        if (fate === 'retired') await outbox.retire(owner, 3, 1_000);
        if (fate === 'refused') await outbox.markRejected(command, owner, REFUSAL);
        if (isTyped) await outbox.saveDraft(owner, reply(command.caseId, `набрано ${at}`));
        if (isAnothers) continue;
        if (fate === 'held' || fate === 'leaving') open.push(command.id);
        if (fate === 'refused') refused.push(command.id);
        if (isTyped) texts.push(`набрано ${at}`);
      }

      const found = await unsentWork(store, 'anna');

      expect(found.acts.map(({ command }) => command.id)).toEqual(open);
      expect(found.refusals.map(({ command }) => command.id)).toEqual(refused);
      expect(typed(found.drafts)).toEqual(texts);
    }),
  );
});

test('where an act and a text belong is told by the case, by the act that began it, or by the text itself', async () => {
  const store = device();
  await holding(store, document('known', []));
  await store.outbox.add(opening('fresh'), 'anna', 0);
  await store.outbox.saveDraft('anna', reply('known', 'к известному'));
  await store.outbox.saveDraft('anna', reply('case-fresh', 'к новому'));
  await store.outbox.saveDraft('anna', reply('gone', 'к тому, чего здесь нет'));
  const fields = { topic: 'Дороги', permalink: 'https://ok.ru/group/1/topic/2' };
  await store.outbox.saveDraft('anna', { key: 'open:ok:topic/2', kind: null, text: '', fields, savedAt: 9 });

  const { acts, drafts } = await unsentWork(store, 'anna');

  expect(acts.map(({ place }) => place)).toEqual([{ caseNumber: null, address: 'https://vk.com/wall-1_1' }]);
  expect(drafts.map(({ place, isUnsure }) => [place.caseNumber, place.address, isUnsure])).toEqual([
    ['7', 'https://vk.com/wall-1_known', false],
    [null, 'https://vk.com/wall-1_1', false],
    [null, null, true],
    [null, 'https://ok.ru/group/1/topic/2', false],
  ]);
});

test('a text is not told as unsent when it has gone its way as an act or is in its case', async () => {
  const store = device();
  const { outbox } = store;
  await holding(store, document('a', ['в деле']), document('b', ['заметка']));
  const waiting = rating('w', 'social');
  await outbox.add(waiting, 'anna', 0);
  const drafts = [
    reply('a', ' в деле\n'),
    reply('case-w', 'потому что'),
    reply('a2', '  '),
    { key: 'inserted:a:d', kind: null, text: '', fields: { inserted: 'yes' }, savedAt: 1 },
    { key: 'open:vk:wall-1_b', kind: null, text: 'заметка', fields: {}, savedAt: 1 },
  ];
  for (const draft of drafts) await outbox.saveDraft('anna', draft);

  expect((await unsentWork(store, 'anna')).drafts).toEqual([]);
});

test('a text that the case has is told all the same when a picture, a text put aside or a note beside it went nowhere', async () => {
  const store = device();
  await holding(store, document('a', ['в деле']), document('b', ['в деле']), document('c', []));
  const pictures = JSON.stringify([{ ...pictureOf(pngOf(3)), alt: 'Яма' }]);
  await store.outbox.saveDraft('anna', reply('a', 'в деле', { pictures }));
  await store.outbox.saveDraft('anna', reply('b', 'в деле', { aside: 'моё прежнее' }));
  await store.outbox.saveDraft('anna', { key: 'open:vk:wall-1_c', kind: null, text: 'новая заметка', fields: {}, savedAt: 7 });

  expect(typed((await unsentWork(store, 'anna')).drafts)).toEqual(['в деле', 'в деле', 'новая заметка']);
});
