import { describe, expect, test } from 'vitest';
import { classifySender, hostMatches } from '../../lib/platform/senders.ts';

const own = { id: 'vovremya', origin: 'chrome-extension://vovremya/', hosts: ['https://vk.com/*', 'https://*.ok.ru/*'] };

describe('a sender is judged by what the browser says', () => {
  test.each([
    ['content', { id: 'vovremya', url: 'https://vk.com/wall-1_2', frameId: 0 }],
    ['content', { id: 'vovremya', url: 'https://m.ok.ru/group/1', frameId: 0 }],
    ['page', { id: 'vovremya', url: 'chrome-extension://vovremya/panel.html?tab=1', frameId: 7 }],
    ['stranger', { id: 'vovremya', url: 'https://vk.com/wall-1_2', frameId: 3 }],
    ['stranger', { id: 'vovremya', url: 'https://vk.com.evil.example/wall-1_2', frameId: 0 }],
    ['stranger', { id: 'vovremya', url: 'http://vk.com/wall-1_2', frameId: 0 }],
    ['stranger', { id: 'other', url: 'chrome-extension://vovremya/panel.html', frameId: 0 }],
    ['stranger', { id: 'vovremya', url: 'chrome-extension://other/panel.html', frameId: 0 }],
    ['stranger', { id: 'vovremya', frameId: 0 }],
  ] as const)('%s when it is %o', (kind, sender) => {
    expect(classifySender(sender, own)).toBe(kind);
  });
});

test('a host pattern takes its own hosts only', () => {
  expect(hostMatches('https://ok.ru/', ['https://*.ok.ru/*'])).toBe(true);
  expect(hostMatches('https://notok.ru/', ['https://*.ok.ru/*'])).toBe(false);
  expect(hostMatches('javascript:alert(1)', ['https://ok.ru/*'])).toBe(false);
});
