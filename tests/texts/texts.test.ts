import { expect, test } from 'vitest';
import type { Refusal } from '../../lib/domain/cases/commands.ts';
import { ASSIGNMENT_STATES } from '../../lib/domain/regulations/profile.ts';
import { EVENT_TYPES } from '../../lib/domain/regulations/vocabulary.ts';
import { findingText } from '../../lib/texts/findings.ts';
import { format } from '../../lib/texts/format.ts';
import { langOf } from '../../lib/texts/lang.ts';
import { refusals, refusalText } from '../../lib/texts/refusals.ts';
import { texts } from '../../lib/texts/texts.ts';
import { everyRegulation } from '../domain/support/regulations.ts';
import { lebyazhye } from '../support/regulation.ts';

const ZONE = 'Asia/Yekaterinburg';
/** Tuesday 24 November 2026, 12:04 in that zone. */
const NOON = Date.UTC(2026, 10, 24, 7, 4);
const HOUR = 3_600_000;
const ru = format('ru');
const en = format('en');

/** Every string of a language with its path. */
function strings(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => strings(inside, `${path}.${key}`));
}

test('both languages say the same things', () => {
  const paths = (lang: 'ru' | 'en') =>
    strings(texts(lang))
      .map(([path]) => path)
      .filter((path) => !/\.(few|many)$/.test(path));

  expect(paths('ru').toSorted()).toEqual(paths('en').toSorted());
});

test('nothing is empty, shouted or in the wrong language', () => {
  for (const [path, words] of strings(texts('ru'))) {
    if (path !== '.lang') expect(words, path).toMatch(/[а-яё]/i);
    expect(words, path).not.toMatch(/!|TODO/);
  }
  for (const [path, words] of strings(texts('en'))) {
    expect(words.trim(), path).not.toBe('');
    if (!path.includes('checklist')) expect(words, path).not.toMatch(/[а-яё]/i);
  }
});

test.each(everyRegulation())('every stage, importance and kind of reply of $profile has words', (profile) => {
  for (const { stages } of [texts('ru'), texts('en')]) {
    for (const state of ASSIGNMENT_STATES) expect(stages.stage[state]).toBeTruthy();
    for (const level of profile.importance.levels) expect(stages.importance[level], level).toBeTruthy();
    for (const kind of profile.replyKinds) expect(stages.kind[kind], kind).toBeTruthy();
  }
});

test('every event of every procedure has a line of history in words', () => {
  for (const { history } of [texts('ru'), texts('en')]) {
    for (const type of [...EVENT_TYPES, 'draft.saved']) expect(history.event[type], type).toBeTruthy();
  }
});

test('every refusal is a sentence, with the clause when the regulation forbids', () => {
  for (const code of Object.keys(refusals.ru) as Refusal['code'][]) {
    expect(refusals.ru[code]).toMatch(/\.$/);
    expect(refusals.en[code]).toMatch(/\.$/);
    expect(refusalText('ru', { code, clause: '12', detail: null })).toBe(`${refusals.ru[code]} (п. 12)`);
    expect(refusalText('en', { code, clause: null, detail: 'x' })).toBe(refusals.en[code]);
  }
});

test('every check of the regulation has words of its own', () => {
  const shown = lebyazhye.replyRules.map(({ id: rule, cl: clause, level, check, args }) => {
    const detail = args?.textRu ?? args?.format ?? check;
    return { check, words: findingText('ru', { rule, clause, level, code: 'checklist', detail: String(detail) }) };
  });
  const automatic = ['maxLength', 'requireDateWhen', 'personalData'];

  expect(shown.filter(({ check, words }) => words === check && !automatic.includes(check))).toEqual([]);
  expect(findingText('ru', { rule: '', clause: '', level: 'warn', code: 'too-long', detail: '1024/900' })).toContain(
    '1024 из 900',
  );
  expect(findingText('ru', { rule: '', clause: '', level: 'block', code: 'personal-data', detail: 'snils' })).toContain('СНИЛС');
});

test.each([
  [0, '0 мин'],
  [1, '1 мин'],
  [59, '59 мин'],
  [60, '1 ч'],
  [72, '1 ч 12 мин'],
  [-72, '1 ч 12 мин'],
  [1439, '23 ч 59 мин'],
  [1440, 'около 3 раб. дней'],
  [480 * 14, 'около 14 раб. дней'],
  [480 * 21, 'около 21 раб. дня'],
])('%i minutes are «%s»', (value, words) => {
  expect(ru.minutes(value)).toBe(words);
});

test.each([
  [1, '1 знак'],
  [2, '2 знака'],
  [5, '5 знаков'],
  [11, '11 знаков'],
  [21, '21 знак'],
  [22, '22 знака'],
  [100, '100 знаков'],
  [1.5, '1.5 знака'],
])('%d is counted as «%s»', (count, words) => {
  expect(ru.plural(count, texts('ru').draft.characters)).toBe(words);
});

test.each([
  [NOON + 3 * HOUR, 'до 15:04 вт'],
  [NOON + 50 * HOUR, 'до 14:04 чт'],
  [NOON + 8 * 24 * HOUR, 'до 12:04 ср, 2 дек.'],
  [NOON + 50 * 24 * HOUR, 'до 12:04 ср, 13 янв. 2027 г.'],
  [NOON, 'до 12:04 вт'],
  [NOON - HOUR, 'срок был 11:04 вт'],
])('a deadline is told in the body’s zone: %i', (at, words) => {
  expect(ru.until(at, NOON, ZONE)).toBe(words);
});

test.each([
  [NOON - 30_000, 'только что'],
  [NOON - 12 * 60_000, '12 мин назад'],
  [NOON - 26 * HOUR, '23 нояб., 10:04'],
])('the past is told from now: %i', (at, words) => {
  expect(ru.ago(at, NOON, ZONE)).toBe(words);
});

test('the same is told in English', () => {
  expect(en.minutes(72)).toBe('1 h 12 min');
  expect(en.until(NOON + HOUR, NOON, ZONE)).toBe('until 13:04 Tue');
  expect(en.plural(1, texts('en').draft.characters)).toBe('1 character');
  expect(en.plural(2, texts('en').draft.characters)).toBe('2 characters');
});

test.each([
  ['ru', 'ru'],
  ['ru-RU', 'ru'],
  [null, 'ru'],
  ['en-US', 'en'],
  ['de', 'en'],
])('a browser in %s reads %s', (tag, lang) => {
  expect(langOf(tag)).toBe(lang);
});
