import { expect, test } from 'vitest';
import { judgeAfter } from '../../lib/background/aftercare.ts';
import { messageRef } from '../../lib/domain/ids.ts';
import type { SeenMessage } from '../../lib/domain/messages/seen.ts';
import { placeOf } from '../../lib/sites/addresses.ts';
import { aCase, aMessage, approved, GOOD_REPLY, posted, submitted } from '../support/builders.ts';
import { viewOf } from '../support/case-view.ts';
import { MINUTE } from '../support/place.ts';

const POST = messageRef('vk:wall-184_2207');
const REPLY = messageRef('vk:wall-184_2207?reply=2214');
const CITIZEN = 'https://vk.com/volkova_m';
const DAY = 24 * 60 * MINUTE;

const played = aCase({ acts: [submitted(), approved(), posted()] });
const filed = played.found.assignments[0]?.drafts[0];
const filedAt = filed?.publication?.publishedAt ?? 0;

function seen(overrides: Partial<SeenMessage>): SeenMessage {
  const permalink = `https://vk.com/${(overrides.ref ?? REPLY).slice(3)}`;
  return aMessage({
    ref: REPLY,
    parentRef: POST,
    channel: 'comment',
    authorUrl: 'https://vk.com/okrug_adm',
    permalink,
    ...overrides,
  });
}

const question = (overrides: Partial<SeenMessage> = {}) =>
  seen({
    ref: messageRef('vk:wall-184_2207?reply=2300'),
    authorUrl: CITIZEN,
    authorName: 'Марина Волкова',
    text: 'А когда вывезут остальное?',
    postedAt: filedAt + DAY,
    ...overrides,
  });

function judge(reply: SeenMessage, { of = viewOf(played), now = filedAt + 2 * DAY } = {}) {
  return judgeAfter(of, { parentRef: POST, reply }, placeOf, now);
}

test('a filed reply that reads as it was filed is well, on whatever host and under whatever quotes', () => {
  expect(judge(seen({ text: GOOD_REPLY }))).toEqual({ ref: REPLY, note: null });
  expect(
    judge(seen({ text: ` ${GOOD_REPLY.replaceAll(' ', '  ')}`, permalink: 'https://m.vk.com/wall-184_2207?reply=2214' })),
  ).toEqual({
    ref: REPLY,
    note: null,
  });
});

test('a filed reply that reads otherwise is said to be edited, with what it says now', () => {
  const text = GOOD_REPLY.replace('18:00', '20:00');

  expect(judge(seen({ text }))?.note).toMatchObject({ kind: 'edited', draft: filed?.id, ref: REPLY, text });
});

test('a filed reply in whose place the network says that it is deleted is said to be deleted', () => {
  expect(judge(seen({ text: '', deleted: true, authorUrl: null }))?.note).toMatchObject({ kind: 'deleted', draft: filed?.id });
});

test('the citizen who writes again below the reply has a new question', () => {
  expect(judge(question())?.note).toMatchObject({
    kind: 'asked',
    draft: null,
    text: 'А когда вывезут остальное?',
    author: 'Марина Волкова',
  });
});

test('whoever answers the reply itself has a new question, whoever else writes below has not', () => {
  const neighbour = { authorUrl: 'https://vk.com/id5', authorName: 'Пётр' };

  expect(judge(question({ ...neighbour, parentRef: REPLY }))?.note).toMatchObject({ kind: 'asked', author: 'Пётр' });
  expect(judge(question(neighbour))).toBeNull();
});

test.each([
  ['stood there before the reply', { postedAt: filedAt - MINUTE }],
  ['has no time', { postedAt: null }],
  ['is deleted', { text: '', deleted: true }],
  ['has no words', { text: '' }],
  ['is another official reply', { authorUrl: 'https://vk.com/okrug_adm', parentRef: REPLY }],
])('what %s is no new question', (_what, overrides: Partial<SeenMessage>) => {
  expect(judge(question(overrides))).toBeNull();
});

test('a reply is looked after for sixty days, and before it is filed there is nothing to look after', () => {
  const edited = seen({ text: 'Совсем другое' });

  expect(judge(edited, { now: filedAt + 59 * DAY })).not.toBeNull();
  expect(judge(edited, { now: filedAt + 61 * DAY })).toBeNull();
  expect(judge(edited, { of: viewOf(aCase({ acts: [submitted(), approved()] })) })).toBeNull();
});

test('where only a link was filed, the words of the reply are nothing to judge by, but its deletion is', () => {
  const byLink = structuredClone(viewOf(played));
  for (const { drafts } of byLink.state.assignments)
    for (const { publication } of drafts) if (publication) publication.text = null;

  expect(judge(seen({ text: 'Что угодно' }), { of: byLink })).toEqual({ ref: REPLY, note: null });
  expect(judge(seen({ text: '', deleted: true }), { of: byLink })?.note).toMatchObject({ kind: 'deleted' });
});
