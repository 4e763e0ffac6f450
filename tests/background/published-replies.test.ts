import { expect, test } from 'vitest';
import { judgeReply, sameAddress, saysTheSame } from '../../lib/background/published-replies.ts';
import { messageRef } from '../../lib/domain/ids.ts';
import type { SeenMessage } from '../../lib/domain/messages/seen.ts';
import { aCase, aMessage, approved, GOOD_REPLY, posted, submitted } from '../support/builders.ts';
import { viewOf } from '../support/case-view.ts';
import { MINUTE } from '../support/place.ts';

const OFFICIAL = 'https://vk.com/okrug_adm';

const view = (acts = [submitted(), approved()]) => viewOf(aCase({ acts }));

function reply(overrides: Partial<SeenMessage> = {}): SeenMessage {
  return aMessage({
    ref: messageRef('vk:wall-184_2207?reply=2214'),
    parentRef: messageRef('vk:wall-184_2207'),
    channel: 'comment',
    authorName: 'Администрация округа',
    authorUrl: OFFICIAL,
    text: GOOD_REPLY,
    permalink: 'https://vk.com/wall-184_2207?reply=2214',
    postedAt: null,
    ...overrides,
  });
}

function judge(seen: SeenMessage, { of = view(), own = false } = {}) {
  const draft = of.state.assignments[0]?.drafts[0]?.id ?? '';
  const assignment = of.state.assignments[0]?.id ?? '';
  const inserted = own ? { caseId: of.document.id, assignment, draft, tabId: 1, at: 0, override: null } : null;
  return judgeReply(of, { parentRef: messageRef('vk:wall-184_2207'), reply: seen }, inserted, Date.now());
}

test('the approved text under an official name is filed with its link, hash and time', async () => {
  const found = await judge(reply());

  expect(found).toMatchObject({
    kind: 'published',
    command: {
      type: 'record-publication',
      args: { mode: 'auto', matches: true, permalink: 'https://vk.com/wall-184_2207?reply=2214' },
      texts: [{ body: GOOD_REPLY }],
    },
  });
  const args = found?.kind === 'published' && found.command.type === 'record-publication' ? found.command.args : null;
  expect(args?.textSha256).toMatch(/^[0-9a-f]{64}$/);
});

test('the same text under another name is nothing, when this tab was not given it to send', async () => {
  expect(await judge(reply({ authorUrl: 'https://vk.com/somebody' }))).toBeNull();
  expect(await judge(reply({ authorUrl: null, authorName: 'Администрация округа' }))).toBeNull();
});

test('the same text under an unread name counts, when this very tab was given it to send', async () => {
  expect(await judge(reply({ authorUrl: null }), { own: true })).toMatchObject({ kind: 'published' });
});

test('a neighbour in the thread that says the same answers somebody else, unless this tab was given it to send', async () => {
  const neighbour = reply({ parentRef: messageRef('vk:wall-184_2207?reply=2210') });

  expect(await judge(neighbour)).toBeNull();
  expect(await judge(neighbour, { own: true })).toMatchObject({ kind: 'published' });
});

test('a changed text is shown for explanation, when it was just inserted', async () => {
  const changed = GOOD_REPLY.replace('до 18:00', 'до 20:00');

  expect(await judge(reply({ text: changed }), { own: true })).toMatchObject({ kind: 'differs', reply: { text: changed } });
  expect(await judge(reply({ text: changed }))).toBeNull();
  expect(await judge(reply({ text: 'Спасибо за сигнал!' }), { own: true })).toBeNull();
});

test('nothing is found, when the reply is filed already or not approved yet', async () => {
  expect(await judge(reply(), { of: view([submitted(), approved(), posted()]) })).toBeNull();
  expect(await judge(reply(), { of: view([submitted()]) })).toBeNull();
});

test('a reply that stood there before the draft was written is another one', async () => {
  const of = view();
  const draftedAt = of.state.assignments[0]?.drafts[0]?.versions[0]?.at ?? 0;

  expect(await judge(reply({ postedAt: draftedAt - 10 * MINUTE }), { of })).toBeNull();
  expect(await judge(reply({ postedAt: draftedAt + 10 * MINUTE }), { of })).toMatchObject({ kind: 'published' });
});

test('the greeting that the network puts before a reply does not make it another text', () => {
  expect(saysTheSame('Вывезем сегодня', 'Марина, Вывезем сегодня', 'Марина Волкова')).toBe(true);
  expect(saysTheSame('Вывезем сегодня', 'Олег, Вывезем сегодня', 'Марина Волкова')).toBe(false);
  expect(saysTheSame('Вывезем сегодня', 'Марина, Вывезем завтра', 'Марина Волкова')).toBe(false);
});

test('one address on any host of its network is the same, another network’s is not', () => {
  expect(sameAddress('https://vk.com/okrug_adm', 'https://m.vk.ru/Okrug_Adm/')).toBe(true);
  expect(sameAddress('https://vk.com/okrug_adm', 'https://ok.ru/okrug_adm')).toBe(false);
  expect(sameAddress('https://vk.com/okrug_adm', null)).toBe(false);
});
