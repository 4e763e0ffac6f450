import { expect, test } from 'vitest';
import { createAftercare } from '../../lib/background/aftercare-desk.ts';
import type { CaseView } from '../../lib/background/case-shelf.ts';
import { type MessageRef, messageRef } from '../../lib/domain/ids.ts';
import { placeOf } from '../../lib/sites/addresses.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { aCase, aMessage, approved, posted, submitted } from '../support/builders.ts';
import { viewOf } from '../support/case-view.ts';
import { MINUTE } from '../support/place.ts';

const QUESTION = messageRef('vk:wall-184_2207?reply=2300');
const done = aCase({ acts: [submitted(), approved(), posted()] });

function desk(known: Map<MessageRef, CaseView>) {
  const outbox = createOutbox(memoryRows());
  const announced: MessageRef[][] = [];
  const aftercare = createAftercare({
    outbox: async () => outbox,
    shelf: { byRefs: async (refs) => new Map([...known].filter(([ref]) => refs.includes(ref))) },
    placeOf,
    tabInView: async () => ({ url, isSeen: true }),
    isOff: async () => false,
    reread: async () => null,
    saysGone: async () => true,
    announce: async ({ refs }) => void announced.push(refs),
    deviceNow: () => now,
    serverNow: async () => done.at + 60 * MINUTE,
  });
  let [now, url] = [0, ''];
  const stayAt = async (address: string) => {
    url = address;
    await aftercare.visited(1);
    now += MINUTE;
    await aftercare.visited(1);
  };
  return { aftercare, announced, stayAt };
}

test('a new question is told once, and no more when it has become a case of its own', async () => {
  const view = viewOf(done);
  const known = new Map([[view.state.message.ref, view]]);
  const { aftercare, announced } = desk(known);
  const reply = aMessage({
    ref: QUESTION,
    parentRef: view.state.message.ref,
    channel: 'comment',
    text: 'А ветки?',
    postedAt: done.at + 9 * MINUTE,
  });
  await aftercare.hear(view, { parentRef: view.state.message.ref, reply });
  await aftercare.hear(view, { parentRef: view.state.message.ref, reply });
  const before = await aftercare.notes([view]);
  known.set(QUESTION, viewOf(aCase()));

  expect(before.map(({ kind, text }) => [kind, text])).toEqual([['asked', 'А ветки?']]);
  expect(announced).toEqual([[view.state.message.ref]]);
  expect(await aftercare.notes([view])).toEqual([]);
  expect(await aftercare.notes([])).toEqual([]);
});

test('a message that is gone is told of while its case is open, and no more when the case has ended', async () => {
  const open = viewOf(aCase({ acts: [submitted()] }));
  const { ref, permalink } = open.state.message;
  const { aftercare, stayAt } = desk(new Map([[ref, open]]));
  await stayAt(permalink);

  expect((await aftercare.notes([open])).map(({ kind }) => kind)).toEqual(['gone']);
  const ended = { ...viewOf(done), document: { ...viewOf(done).document, id: open.document.id } };
  expect(await aftercare.notes([ended])).toEqual([]);
});
