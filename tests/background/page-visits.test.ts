import { expect, test } from 'vitest';
import type { After } from '../../lib/background/aftercare.ts';
import { createPageVisits } from '../../lib/background/page-visits.ts';
import { type MessageRef, messageRef } from '../../lib/domain/ids.ts';
import type { SeenMessage } from '../../lib/domain/messages/seen.ts';
import { placeOf } from '../../lib/sites/addresses.ts';
import { aCase, aMessage, approved, posted, submitted } from '../support/builders.ts';
import { viewOf } from '../support/case-view.ts';
import { MINUTE } from '../support/place.ts';

const POST = messageRef('vk:wall-184_2207');
const REPLY = messageRef('vk:wall-184_2207?reply=2214');
const AT_POST = 'https://vk.com/wall-184_2207';
const AT_REPLY = 'https://m.vk.com/wall-184_2207?reply=2214';

const inWork = aCase({ acts: [submitted()] });
const done = aCase({ acts: [submitted(), approved(), posted()] });
const aboutComment = aCase({ message: { ref: REPLY, parentRef: POST, channel: 'comment', permalink: AT_REPLY } });

interface Stay {
  of?: typeof done;
  /** What the page can show. */
  shows?: MessageRef[];
  deleted?: MessageRef[];
  words?: boolean;
  stayMs?: number;
  isSeen?: boolean;
  isOff?: boolean;
}

/** The person comes to an address, and is still there after a while. */
async function stayAt(address: string, stay: Stay) {
  const { of = done, shows = [], deleted = [], words = false, stayMs = 30_000, isSeen = true, isOff = false } = stay;
  let now = 0;
  const told: After[] = [];
  const view = viewOf(of);
  const visits = createPageVisits({
    placeOf,
    views: async (refs) => new Map(refs.filter((ref) => ref === view.state.message.ref).map((ref) => [ref, view])),
    tabInView: async () => ({ url: address, isSeen }),
    isOff: async () => isOff,
    reread: async (_tab, ref): Promise<SeenMessage | null> =>
      shows.includes(ref) || deleted.includes(ref) ? aMessage({ ref, deleted: deleted.includes(ref) }) : null,
    saysGone: async () => words,
    tell: async (_view, after) => void told.push(after),
    deviceNow: () => now,
    serverNow: async () => of.at + MINUTE,
  });
  await visits.seen(1);
  now += stayMs;
  await visits.seen(1);
  return told.map(({ ref, note }) => `${note?.kind ?? 'well'} ${ref}`);
}

test('a filed reply that is not at its own address, on a page whose message is read, is not to be seen', async () => {
  expect(await stayAt(AT_REPLY, { shows: [POST] })).toEqual([`unseen ${REPLY}`]);
});

test.each<[string, string, Stay]>([
  ['the reply is there', AT_REPLY, { shows: [POST, REPLY] }],
  ['nothing of the page is read', AT_REPLY, { shows: [] }],
  ['the address is the message’s own: it may have more comments than it draws', AT_POST, { shows: [POST] }],
  ['the tab lies behind another', AT_REPLY, { shows: [POST], isSeen: false }],
  ['recognition is switched off', AT_REPLY, { shows: [POST], isOff: true }],
  ['the person has only just come', AT_REPLY, { shows: [POST], stayMs: 1_000 }],
  ['the reply was not filed', AT_REPLY, { of: inWork, shows: [POST] }],
])('nothing is said of a reply when %s', async (_when, address, stay) => {
  expect((await stayAt(address, stay)).filter((one) => !one.startsWith('well'))).toEqual([]);
});

test('a message in work is gone when its own page says so in words, shows it as deleted, or lacks it beside its post', async () => {
  expect(await stayAt(AT_POST, { of: inWork, words: true })).toEqual([`gone ${POST}`]);
  expect(await stayAt(AT_POST, { of: inWork, deleted: [POST] })).toEqual([`gone ${POST}`]);
  expect(await stayAt(AT_REPLY, { of: aboutComment, shows: [POST] })).toEqual([`gone ${REPLY}`]);
});

test('a message is not gone because a page could not be read, nor after its work is over; one that is there again is well', async () => {
  expect(await stayAt(AT_POST, { of: inWork })).toEqual([]);
  expect(await stayAt(AT_REPLY, { of: aboutComment })).toEqual([]);
  expect(await stayAt(AT_POST, { of: done, words: true })).toEqual([]);
  expect(await stayAt(AT_POST, { of: inWork, shows: [POST] })).toEqual([`well ${POST}`]);
});

test('what OK draws of a topic proves nothing of a comment, which has no address of its own there', async () => {
  const [topic, comment] = [messageRef('ok:topic/2'), messageRef('ok:topic/2#3')];
  const at = 'https://ok.ru/group/1/topic/2#3';
  const aboutIt = aCase({ message: { ref: comment, parentRef: topic, network: 'ok', channel: 'comment', permalink: at } });

  expect(await stayAt(at, { of: aboutIt, shows: [topic] })).toEqual([]);
});
