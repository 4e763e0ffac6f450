import { expect, test } from 'vitest';
import { saysDeleted } from '../../lib/sites/shared/deleted.ts';

test.each([
  'Комментарий удалён пользователем',
  'Запись удалена. Восстановить',
  'Заметка удалена',
  'Сообщение было\nудалено',
  'Публикация скрыта',
  'Comment deleted by author or moderator',
  'Post was removed',
])('«%s» is the network’s notice in place of a message', (text) => {
  expect(saysDeleted(text)).toBe(true);
});

test.each([
  'Удалите яму',
  'Мой комментарий удалили, почему?',
  'Комментарий',
  'Спасибо. Мы проверим это сообщение.',
  'Deleted scenes',
  '',
])('«%s» is no such notice', (text) => {
  expect(saysDeleted(text)).toBe(false);
});
