import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../lib/domain/regulations/profile.ts';
import { checkReply } from '../../../lib/domain/replies/check-reply.ts';
import { hasDate, hasPromise } from '../../../lib/domain/replies/find-date.ts';
import { findPersonalData } from '../../../lib/domain/replies/personal-data.ts';
import { context, profileFrom, profileText } from '../support/case-script.ts';
import { everyRegulation } from '../support/regulations.ts';

function found(text: string, kind = 'final', attributes: Record<string, unknown> = {}): string[] {
  return checkReply(text, kind, context.profile, attributes)
    .filter(({ code }) => code !== 'checklist' && code !== 'no-pictures')
    .map(({ rule, level, code, detail }) => [rule, level, code, detail].join(' '));
}

describe('personal data', () => {
  test.each([
    ['phone', 'тел. +7 912 345-67-89'],
    ['phone', 'звоните 8(912)345-67-89'],
    ['phone', '89123456789'],
    ['phone', '+7 (35237) 9-12-34'],
    ['phone', 'Телефон: 9-12-34'],
    ['email', 'ivanov.petr@mail.ru'],
    ['email', 'иван@почта.рф'],
    ['snils', '112-233-445 95'],
    ['passport', 'паспорт 37 12 № 123456'],
    ['passport', 'паспорт: серия 3712 номер 123456'],
    ['card', '4111 1111 1111 1111'],
    ['card', '2200000000000004'],
  ])('%s is found in «%s»', (kind, text) => {
    expect(findPersonalData(`Ответ: ${text}. Спасибо.`).map((one) => one.kind)).toEqual([kind]);
  });

  test.each([
    'Горячая линия 8-800-100-20-30',
    'распоряжение № 30-р от 30.06.2023',
    'в 2025 году выделено 12 345 678 рублей',
    '4111 1111 1111 1112',
    '112-233-445 96',
    'ИНН 4512345678',
    'дома № 12, 14, 16 по улице Мира',
    'пишите в сообщения сообщества @lebadm',
    'с 10.03.2025 по 15.03.2025 с 8:00 до 17:00',
  ])('is not seen in «%s»', (text) => {
    expect(findPersonalData(text)).toEqual([]);
  });

  test('is told by kind and place, never by itself', () => {
    const [finding] = checkReply('Пишите: a@b.ru', 'final', context.profile, {}).filter((one) => one.code === 'personal-data');

    expect(finding).toEqual({ rule: 'noPd', clause: '18(4)', level: 'block', code: 'personal-data', detail: 'email' });
    expect(findPersonalData('Пишите: a@b.ru')).toEqual([{ kind: 'email', from: 8, to: 14 }]);
  });
});

describe('dates', () => {
  test.each([
    'до 30.06.2025',
    'к 1 июля',
    'до конца августа 2025 года',
    'в III квартале',
    'во втором квартале 2025',
    '2025-07-01',
    '5-го мая',
    'в марте',
    'до 15/07',
  ])('«%s» names one', (text) => {
    expect(hasDate(`Ремонт выполним ${text}.`)).toBe(true);
  });

  test.each(['скоро', 'в ближайшее время', 'в порядке очереди', 'дом 12.5', 'на площади Марта', 'в 15:30'])(
    '«%s» names none',
    (text) => {
      expect(hasDate(`Ремонт выполним ${text}`)).toBe(false);
    },
  );

  test.each([
    ['Ремонт будет выполнен', true],
    ['Запланирован ямочный ремонт', true],
    ['Бригада устранит протечку', true],
    ['Яма заделана', false],
    ['Будем рады помочь', false],
  ])('«%s» promises: %s', (text, expected) => {
    expect(hasPromise(text)).toBe(expected);
  });
});

describe('rules of the regulation', () => {
  test('are silent when the reply is short, dated and without personal data', () => {
    expect(found('Яма на улице Мира заделана 10 марта.')).toEqual([]);
  });

  test('warn when the reply is too long, counted in signs as a reader sees them', () => {
    expect(found('я'.repeat(900))).toEqual([]);
    expect(found('👍'.repeat(900))).toEqual([]);
    expect(found('я'.repeat(901))).toEqual(['brief warn too-long 901/900']);
  });

  test('warn when something is promised without a date, and block an interim without one', () => {
    expect(found('Ремонт будет выполнен.')).toEqual(['terms warn no-date promise']);
    expect(found('Ремонт будет выполнен до 1 июля.')).toEqual([]);
    expect(found('Ответ готовится.', 'interim')).toEqual(['interimDate block no-date always']);
    expect(found('Ответ готовится.', 'final')).toEqual([]);
  });

  test('are lighter when the text is published already', () => {
    expect(found('Звоните +7 912 345-67-89', 'alreadyPublished')).toEqual(['noPdOutside warn personal-data phone']);
  });

  test('give back as a checklist what nobody checks automatically yet', () => {
    const checklist = (attributes: Record<string, unknown>) =>
      checkReply('Готово.', 'final', context.profile, attributes)
        .filter((finding) => finding.code === 'checklist')
        .map((finding) => `${finding.rule}: ${finding.detail}`);

    expect(checklist({})).toEqual([
      'exhaustive: исчерпывающий ответ на поставленный вопрос',
      'plain: cliches',
      'acts: actReferences',
      'syntax: spelling',
      'privacy: privateLife',
    ]);
    expect(checklist({ competence: 'other' })).toContain('whatToDo: что нужно сделать пользователю');
  });

  test('remind of pictures in the words of the regulation while there are none, and hold nothing back', () => {
    const reminders = (profile: Profile, pictures?: number) =>
      checkReply('Готово.', 'final', profile, {}, pictures)
        .filter(({ code }) => code === 'no-pictures')
        .map(({ level, clause, detail }) => `${level} ${clause} ${detail}`);
    const reminding = everyRegulation().filter((profile) => profile.replyRules.some(({ check }) => check === 'mediaHint'));

    expect(reminders(context.profile)).toEqual(['checklist 18(1) было - стало']);
    expect(reminding.length).toBeGreaterThan(3);
    for (const profile of reminding) {
      expect(reminders(profile), profile.profile).toHaveLength(1);
      expect(reminders(profile, 1), profile.profile).toEqual([]);
    }
  });

  test('hold a reply without pictures back where a regulation asks for them', () => {
    const strict = profileFrom(profileText.replace('check: mediaHint, level: checklist', 'check: mediaHint, level: block'));

    const levels = (pictures: number) =>
      checkReply('Готово.', 'final', strict, {}, pictures).filter(({ code }) => code === 'no-pictures');

    expect(levels(0)).toMatchObject([{ level: 'block' }]);
    expect(levels(2)).toEqual([]);
  });
});
