import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePostedTime } from '../../lib/sites/shared/written-dates.ts';
import { instantOf, wallClockAt } from '../../lib/sites/shared/zoned-time.ts';

const ZONE = 'Asia/Yekaterinburg';
/** Thursday, 12 March 2026, 15:30 in Yekaterinburg. */
const NOW = Date.parse('2026-03-12T10:30:00Z');

describe('what the networks write for a time', () => {
  test.each([
    ['только что', '2026-03-12T10:30:00Z', true],
    ['2 мин назад', '2026-03-12T10:28:00Z', true],
    ['минуту назад', '2026-03-12T10:29:00Z', true],
    ['пять минут назад', '2026-03-12T10:25:00Z', true],
    ['час назад', '2026-03-12T09:30:00Z', true],
    ['три часа назад', '2026-03-12T07:30:00Z', true],
    ['4 ч назад', '2026-03-12T06:30:00Z', true],
    ['30 с назад', '2026-03-12T10:29:30Z', true],
    ['сегодня в 10:15', '2026-03-12T05:15:00Z', false],
    ['Вчера в 9:03', '2026-03-11T04:03:00Z', false],
    ['вчера 10:00', '2026-03-11T05:00:00Z', false],
    ['10:00', '2026-03-12T05:00:00Z', false],
    ['12 мар в 10:00', '2026-03-12T05:00:00Z', false],
    ['12\u00a0марта в\u00a010:00', '2026-03-12T05:00:00Z', false],
    ['16 авг в 12:34', '2025-08-16T07:34:00Z', false],
    ['9 мая в 0:05', '2025-05-08T19:05:00Z', false],
    ['31 дек 2024', '2024-12-30T19:00:00Z', true],
    ['31 дек 2024 в 23:59', '2024-12-31T18:59:00Z', false],
    ['29 фев в 12:00', '2024-02-29T07:00:00Z', false],
    ['1 янв', '2025-12-31T19:00:00Z', true],
    ['01.02.2026 08:30', '2026-02-01T03:30:00Z', false],
    ['сегодня в 10:15 · ред.', '2026-03-12T05:15:00Z', false],
    ['12.03.26', '2026-03-11T19:00:00Z', true],
    ['два месяца назад', '2026-01-11T10:30:00Z', true],
    ['just now', '2026-03-12T10:30:00Z', true],
    ['two minutes ago', '2026-03-12T10:28:00Z', true],
    ['an hour ago', '2026-03-12T09:30:00Z', true],
    ['5 hours ago', '2026-03-12T05:30:00Z', true],
    ['today at 12:05 am', '2026-03-11T19:05:00Z', false],
    ['yesterday at 3:27 pm', '2026-03-11T10:27:00Z', false],
    ['16 Aug at 12:34 pm', '2025-08-16T07:34:00Z', false],
    ['May 9, 2025 at 0:05', '2025-05-08T19:05:00Z', false],
    ['31 December 2024', '2024-12-30T19:00:00Z', true],
  ])('«%s» is %s', (text, at, approximate) => {
    expect(parsePostedTime(text, NOW, ZONE)).toEqual({ at: Date.parse(at), approximate });
  });

  test.each([
    '',
    'Ответить',
    '25:00',
    'сегодня в 10:61',
    '31 фев в 10:00',
    '12 фуу в 10:00',
    'назад',
    '5 слонов назад',
    '10:00:30',
  ])('«%s» is no time', (text) => {
    expect(parsePostedTime(text, NOW, ZONE)).toBeNull();
  });
});

describe('laws', () => {
  const zones = fc.constantFrom(
    'Europe/Moscow',
    'Asia/Yekaterinburg',
    'Asia/Kamchatka',
    'Europe/Kaliningrad',
    'America/New_York',
  );
  const moments = fc
    .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2027-01-01') })
    .map((at) => Math.floor(at / 60_000) * 60_000);

  test('a wall clock leads back to its instant except in the hour that clocks repeat', () => {
    fc.assert(
      fc.property(moments, zones, (at, zone) => {
        expect(Math.abs(instantOf(wallClockAt(at, zone), zone) - at)).toBeOneOf([0, 3_600_000]);
      }),
    );
  });

  test('a date with a minute is read back to that minute when it is written as the network writes it', () => {
    const months = ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
    const year = 365 * 24 * 3_600_000;
    fc.assert(
      fc.property(moments, fc.integer({ min: 60_000, max: year - 172_800_000 }), (now, age) => {
        const at = Math.floor((now - age) / 60_000) * 60_000;
        const clock = wallClockAt(at, ZONE);
        const text = `${clock.day} ${months[clock.month - 1]} в ${clock.hour}:${String(clock.minute).padStart(2, '0')}`;
        expect(parsePostedTime(text, now, ZONE)).toEqual({ at, approximate: false });
      }),
    );
  });

  test('any text gives a time or nothing and never throws', () => {
    fc.assert(
      fc.property(fc.string(), moments, (text, now) => {
        const read = parsePostedTime(text, now, ZONE);
        expect(read === null || Number.isFinite(read.at)).toBe(true);
      }),
    );
  });
});
