import { expect, test } from 'vitest';
import { isGoneNotice } from '../../lib/overlay/says-gone.ts';

test.each([
  'Запись удалена или скрыта',
  'Запись не найдена',
  ' Страница удалена либо ещё не создана. ',
  'Эта публикация недоступна',
  'Тема удалена',
  'This post was deleted',
  'Page not found',
])('«%s» is the network’s notice that what its page was opened for is gone', (line) => {
  expect(isGoneNotice(line)).toBe(true);
});

test.each([
  '',
  'Запись',
  'Удалите эту запись',
  'Комментарий удалён пользователем',
  'Спасибо, запись посмотрел, ничего не удалено',
  'Запись удалена, но я всё равно напишу здесь: яму на Садовой так и не засыпали, а уже зима',
])('«%s» is no such notice', (line) => {
  expect(isGoneNotice(line)).toBe(false);
});
