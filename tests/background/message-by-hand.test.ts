import { expect, test } from 'vitest';
import { messageByHand } from '../../lib/background/message-by-hand.ts';

const selected = { tabId: 1, address: 'https://forum.example.org/t/15?page=2#p7', text: '  Не горит фонарь\r\nу школы ' };

test('a message is made of an address and the words selected there', async () => {
  expect(await messageByHand(selected)).toMatchObject({
    ref: expect.stringMatching(/^web:[0-9a-f]{32}$/),
    network: 'other',
    channel: 'post',
    authorName: '',
    text: 'Не горит фонарь\nу школы',
    permalink: selected.address,
    postedAt: null,
  });
});

test('the same words at the same address are the same message, other words or another address are not', async () => {
  const ref = async (changed: object) => (await messageByHand({ ...selected, ...changed }))?.ref;

  expect(await ref({ tabId: 2, text: 'Не горит фонарь\nу школы' })).toBe(await ref({}));
  expect(await ref({ text: 'Не горит фонарь' })).not.toBe(await ref({}));
  expect(await ref({ address: 'https://forum.example.org/t/16' })).not.toBe(await ref({}));
});

test.each([
  ['https://m.vk.com/wall-1_2', 'vk'],
  ['https://ok.ru/group/1/topic/2', 'ok'],
  ['https://t.me/okrug/5', 'telegram'],
  ['https://notvk.com/wall-1_2', 'other'],
])('%s is a page of %s', async (address, network) => {
  expect(await messageByHand({ ...selected, address })).toMatchObject({ network });
});

test.each([
  'https://vk.com/im?sel=5',
  'https://vk.com/gim900000101?sel=5',
  'https://m.vk.com/mail?act=show&peer=5',
  'https://ok.ru/messages/570000000011',
  'https://web.telegram.org/k/#700000201',
])('LEB-05 words selected at %s are a personal message', async (address) => {
  expect(await messageByHand({ ...selected, address })).toMatchObject({ channel: 'dm', permalink: address });
});

test.each([
  'https://vk.com/wall-1_2',
  'https://vk.com/imperia',
  'https://ok.ru/messagesfans',
  'https://web.telegram.org/k/#-1001900000101',
  'https://forum.example.org/messages/5',
])('words selected at %s are no personal message', async (address) => {
  expect(await messageByHand({ ...selected, address })).toMatchObject({ channel: 'post' });
});

test.each([
  ['nothing was selected', { text: ' \n' }],
  ['the page has no public address', { address: 'file:///home/x.html' }],
  ['the page is not reached safely', { address: 'http://forum.example.org/' }],
  ['there is no address', { address: '' }],
])('nothing is registered when %s', async (_, changed) => {
  expect(await messageByHand({ ...selected, ...changed })).toBeNull();
});

test('marks that cannot be seen are taken out of the words', async () => {
  expect(await messageByHand({ ...selected, text: 'Фо\u202eнарь\u0000' })).toMatchObject({ text: 'Фонарь' });
});

test('a password that stands in the address is not kept', async () => {
  const message = await messageByHand({ ...selected, address: 'https://ivan:secret@forum.example.org/t/15' });

  expect(message?.permalink).toBe('https://forum.example.org/t/15');
});
