import { expect, test } from 'vitest';
import type { OfficialAccount } from '../../lib/domain/cases/model.ts';
import { messageRef } from '../../lib/domain/ids.ts';
import { createConfirmedNames } from '../../lib/overlay/insertion/confirmed-names.ts';

const account: OfficialAccount = { network: 'vk', name: 'Администрация', url: 'https://vk.com/lebedinoe_okrug' };
const wall = {
  url: new URL('https://vk.com/lebedinoe_okrug'),
  ref: messageRef('vk:wall-9_1'),
  accounts: [account],
};

test('what was confirmed for one message holds for the others of its wall on the same page', () => {
  const names = createConfirmedNames();
  names.add(wall);

  expect(names.has({ ...wall, ref: messageRef('vk:wall-9_2?reply=3') })).toBe(true);
  expect(names.has({ ...wall, url: new URL('https://vk.com/lebedinoe_okrug?own=1') })).toBe(true);
});

test.each([
  ['another page', { url: new URL('https://vk.com/feed') }],
  ['a message of another wall in a feed', { ref: messageRef('vk:wall-8_1') }],
  ['a body with other accounts', { accounts: [{ ...account, url: 'https://vk.com/zhkh' }] }],
])('nothing was confirmed for %s', (_, other) => {
  const names = createConfirmedNames();
  names.add(wall);

  expect(names.has({ ...wall, ...other })).toBe(false);
});
