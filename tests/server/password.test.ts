import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMON_PASSWORDS } from '../../server/auth/common-passwords.ts';
import { waitAfter } from '../../server/policies/lock-out.ts';
import { PASSWORD_CHARACTERS, passwordTrouble } from '../../server/policies/password.ts';

const KNOWN = ['zaborskih.petr@omsk-adm.example', 'Пётр Заборских', 'Омский округ'];

function trouble(password: string) {
  return passwordTrouble(password, KNOWN, COMMON_PASSWORDS);
}

test.each([
  ['короткий9', 'too-short'],
  ['х'.repeat(129), 'too-long'],
  ['qwertyuiop', 'common'],
  ['Password123', 'common'],
  ['пароль2024!', 'common'],
  ['gfhjkm2024!', 'common'],
  ['2024!ПАРОЛЬ', 'common'],
  ['любовьлюбовь', 'common'],
  ['aaaaaaaaaaaa', 'monotonous'],
  ['1234567891011', 'monotonous'],
  ['абвгдеёжзийк', 'monotonous'],
  ['fghjkl123456', 'monotonous'],
  ['жыжыжыжыжыжы', 'monotonous'],
  ['zaborskih.petr@omsk-adm.example', 'personal'],
  ['Zaborskih1985', 'personal'],
  ['заборских-пётр', 'personal'],
  ['вовремя-2026', 'personal'],
] as const)('%s is refused as a new password: %s', (password, expected) => {
  expect(trouble(password)).toBe(expected);
});

test.each([
  'правильный пароль',
  'семь синих лодок',
  'uchebnyj-parol-2026',
  'kD9!xw2#Lq',
  'три сосны и пень',
  'Заборских ездит на трамвае',
])('%s is taken as a new password', (password) => {
  expect(trouble(password)).toBeNull();
});

test('nothing that people can type breaks the rules, and length counts whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (password) => {
      const length = [...password].length;
      const found = trouble(password);
      expect(found === 'too-short').toBe(length < PASSWORD_CHARACTERS.min);
      expect(found === 'too-long').toBe(length > PASSWORD_CHARACTERS.max);
    }),
  );
});

test('every password of the list that is long enough is refused', () => {
  const text = readFileSync(new URL('../../server/auth/common-passwords.txt', import.meta.url), 'utf8');
  const listed = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const long = listed.filter((line) => line.length >= PASSWORD_CHARACTERS.min);

  expect(listed.length).toBeGreaterThan(8_000);
  expect(long.length).toBeGreaterThan(1_500);
  expect(long.filter((line) => trouble(line) === null)).toEqual([]);
  expect(listed.filter((line) => line !== line.toLowerCase())).toEqual([]);
});

test('waiting grows with the failures and never exceeds a quarter of an hour', () => {
  const minutes = [1, 4, 5, 6, 7, 8, 9, 10, 1_000].map((failures) => waitAfter(failures) / 60_000);

  expect(minutes).toEqual([0, 0, 1, 2, 4, 8, 15, 15, 15]);
});
