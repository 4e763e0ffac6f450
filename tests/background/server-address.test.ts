import { expect, test } from 'vitest';
import { serverOrigin } from '../../lib/background/server-address.ts';

test.each([
  ['vovremya.example.ru', 'https://vovremya.example.ru'],
  [' https://vovremya.example.ru/connect?x=1 ', 'https://vovremya.example.ru'],
  ['https://vovremya.example.ru:8443', 'https://vovremya.example.ru:8443'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['localhost:8080/', 'http://localhost:8080'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('%s is understood', (typed, origin) => {
  expect(serverOrigin(typed)).toBe(origin);
});

test.each([
  ['', 'nothing typed'],
  ['http://vovremya.example.ru', 'a password would cross the network in the open'],
  ['http://localhost.evil.example', 'only looks like this machine'],
  ['https://user:secret@vovremya.example.ru', 'carries a password'],
  ['javascript:alert(1)', 'is no address of a server'],
  ['https://', 'names no host'],
])('%s is refused: %s', (typed) => {
  expect(serverOrigin(typed)).toBeNull();
});
