import { describe, expect, test } from 'vitest';
import { servesEveryBody } from '../../../lib/domain/regulations/roles.ts';
import { isNetworkInScope } from '../../../lib/domain/regulations/scope.ts';
import { regulation } from '../support/regulations.ts';

describe('a network is in scope', () => {
  test.each([
    ['vk', 'incident', true],
    ['facebook', 'incident', false],
    ['facebook', 'message', false],
    ['telegram', 'incident', false],
    ['telegram', 'message', true],
    ['telegram', undefined, false],
  ])('of the city whose list binds incidents only: %s, %s → %s', (network, kind, expected) => {
    expect(isNetworkInScope(regulation('novorossiysk'), network, kind)).toBe(expected);
  });

  test('whatever it is where the regulation names none', () => {
    expect(isNetworkInScope(regulation('barnaul'), 'some-forum')).toBe(true);
  });
});

test('those who find or route messages serve every body, wherever they sit', () => {
  const serving = (name: string) => Object.keys(regulation(name).roles).filter((role) => servesEveryBody(regulation(name), role));

  expect(serving('lebyazhye')).toEqual(['curator']);
  expect(serving('alatyr')).toEqual(['curator']);
  expect(serving('novorossiysk')).toEqual(['operator', 'controller']);
  expect(serving('omsk-regional')).toEqual(['curator']);
  expect(serving('barnaul')).toEqual(['curator', 'controller']);
});
