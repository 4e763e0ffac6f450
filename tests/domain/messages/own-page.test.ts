import { expect, test } from 'vitest';
import type { OfficialAccount } from '../../../lib/domain/cases/model.ts';
import { standsOnOwnPage } from '../../../lib/domain/messages/own-page.ts';
import { aMessage } from '../../support/builders.ts';

const accounts: OfficialAccount[] = [
  { network: 'vk', name: 'Округ', url: 'https://vk.com/lebedinoe_okrug' },
  { network: 'vk', name: 'Управа', url: 'https://vk.com/public900000101' },
  { network: 'telegram', name: 'Округ', url: 'https://t.me/lebedinoe' },
  { network: 'ok', name: 'Округ', url: 'https://ok.ru/lebedinoe' },
];

test.each([
  ['its name', 'vk', ['https://vk.com/club1', 'https://m.vk.ru/lebedinoe_okrug'], true],
  ['its public name in the preview', 'telegram', ['https://t.me/s/Lebedinoe'], true],
  ['its number', 'vk', ['https://vk.com/club900000101'], true],
  ['another address of its network', 'ok', ['https://ok.ru/lebedinoe'], true],
  ['a name that another network has', 'vk', ['https://vk.com/lebedinoe'], false],
  ['nothing', 'vk', undefined, false],
  ['an address of a site that is no network', 'other', ['https://vk.com/lebedinoe_okrug'], false],
] as const)('a page is told to be the own one by %s', (_, network, standsOn, told) => {
  expect(standsOnOwnPage(aMessage({ network, ...(standsOn ? { standsOn: [...standsOn] } : {}) }), accounts)).toBe(told);
});
