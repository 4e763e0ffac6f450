import { expect, test } from 'vitest';
import { suggestForm } from '../../lib/pages/suggest-form.ts';

const known = {
  topics: ['Вывоз мусора', 'Ремонт дорог', 'Отопление'],
  locations: ['пгт Лебяжье', 'с. Речное'],
  earlier: [
    { topic: 'Ремонт дорог', location: 'с. Речное', bodies: ['city'] },
    { topic: 'Ремонт дорог', location: 'с. Речное', bodies: ['roads'] },
  ],
};

test.each([
  ['Третий день не вывозят мусор в Речном', { topic: 'Вывоз мусора', location: 'с. Речное' }],
  ['Когда начнут ремонтировать дорогу?', { topic: 'Ремонт дорог', bodies: ['roads'] }],
  ['В доме холодно, нет отопления', { topic: 'Отопление' }],
  ['Добрый день', {}],
  ['', {}],
])('«%s» suggests what its words say', (text, form) => {
  expect(suggestForm(text, known)).toEqual(form);
});

test('the only place there is needs no word for it', () => {
  expect(suggestForm('Добрый день', { ...known, locations: ['пгт Лебяжье'] })).toEqual({ location: 'пгт Лебяжье' });
});
