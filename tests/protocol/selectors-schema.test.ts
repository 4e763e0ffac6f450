import { expect, test } from 'vitest';
import { parseSelectors } from '../../lib/protocol/selectors-schema.ts';
import { okSelectors } from '../../lib/sites/ok/selectors.ts';
import { telegramSelectors } from '../../lib/sites/telegram/selectors.ts';
import { vkSelectors } from '../../lib/sites/vk/selectors.ts';

const ROLES = ['post', 'comment'];
const sound = { css: '.card', layout: 'next', surety: 'in-use', seen: '2026-12' };

test.each([
  ['vk', vkSelectors],
  ['ok', okSelectors],
  ['telegram', telegramSelectors],
])('what %s was built with is itself a sound selectors file', (network, roles) => {
  // Of what no page is known to show there is nothing to replace.
  const known = Object.fromEntries(Object.entries(roles).filter(([, entries]) => entries.length > 0));
  const parsed = parseSelectors(JSON.parse(JSON.stringify({ network, roles: known })), network, Object.keys(roles));

  expect(parsed).toEqual({ selectors: known, warnings: [] });
});

test('one bad entry is left out alone, and the warning says where and why', () => {
  const entries = [
    sound,
    { ...sound, seen: 'yesterday' },
    { ...sound, surety: 'guess' },
    { ...sound, script: 'alert(1)' },
    '.post',
    { ...sound, css: '.second' },
  ];

  expect(parseSelectors({ network: 'vk', roles: { post: entries } }, 'vk', ROLES)).toEqual({
    selectors: { post: [sound, { ...sound, css: '.second' }] },
    warnings: [
      'роль «post», запись 2: поле «seen»',
      'роль «post», запись 3: поле «seen»',
      'роль «post», запись 4: неизвестное поле «script»',
      'роль «post», запись 5: это не запись',
    ],
  });
});

test('a role that is unknown or has nothing sound left is not replaced', () => {
  const parsed = parseSelectors({ network: 'vk', roles: { posts: [sound], comment: [{}] } }, 'vk', ROLES);

  expect(parsed?.selectors).toEqual({});
  expect(parsed?.warnings).toHaveLength(3);
});

test.each([[null], [[]], [{ network: 'vk' }], [{ network: 'ok', roles: {} }], [{ network: 'vk', roles: { post: '.post' } }]])(
  '%j is no selectors file of VK',
  (value) => {
    expect(parseSelectors(value, 'vk', ROLES)).toBeNull();
  },
);
