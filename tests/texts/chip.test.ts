import { expect, test } from 'vitest';
import { messageRef } from '../../lib/domain/ids.ts';
import { type ChipFacts, chipSaid } from '../../lib/texts/chip.ts';
import { MORNING } from '../support/place.ts';

const ref = messageRef('vk:wall-1_2');
const soon: ChipFacts = {
  ref,
  kind: 'case',
  state: 'drafting',
  minutesLeft: 72,
  deadlineAt: MORNING + 72 * 60_000,
  level: 'soon',
  clause: '11',
  zone: 'Asia/Yekaterinburg',
  ticking: true,
  mine: true,
};

test('a chip is worded with stage, time, instant and clause when a clock runs', () => {
  expect(chipSaid(soon, MORNING, 'ru')).toEqual({
    ref,
    kind: 'case',
    level: 'soon',
    isFollowed: false,
    text: 'готовится ответ · осталось 1 ч 12 мин · до 10:12 вт · п. 11',
    label:
      'Инцидент: готовится ответ, осталось 1 ч 12 мин рабочего времени, до 10:12 вт, п. 11, ваша очередь, время заканчивается. Открыть в панели',
  });
});

test('a chip says what is not sent and that working time is over when so', () => {
  const { text } = chipSaid({ ...soon, unsent: true, ticking: false, minutesLeft: -5 }, MORNING + 90 * 60_000, 'ru');

  expect(text).toBe('готовится ответ · просрочено на 5 мин · срок был 10:12 вт · п. 11 · сейчас нерабочее время · не отправлено');
});

test('a chip says what was noticed since the reply was filed, each thing once', () => {
  const { text, label } = chipSaid({ ref, kind: 'case', state: 'published', after: ['edited', 'asked', 'asked'] }, MORNING, 'ru');

  expect(text).toBe('ответ размещён · ответ изменён · новый вопрос');
  expect(label).toBe('Инцидент: ответ размещён, ответ изменён, новый вопрос. Открыть в панели');
});

test('nothing but the offer is said when there is no case, and nothing at all to a viewer for whom there is nothing', () => {
  expect(chipSaid({ ref, kind: 'none' }, MORNING, 'ru')).toMatchObject({ text: '＋', label: 'Отметить как инцидент' });
  expect(chipSaid({ ref, kind: 'hidden' }, MORNING, 'ru')).toMatchObject({ text: '', label: '' });
});
