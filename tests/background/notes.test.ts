import { expect, test } from 'vitest';
import { type Condition, notesOf } from '../../lib/background/notes.ts';
import { noteText } from '../../lib/texts/notes.ts';

const WELL: Condition = {
  loading: null,
  isFull: false,
  isServerFull: false,
  restoredAt: null,
  unreadable: 0,
  isRevoked: false,
  isUncleared: false,
  recovered: null,
};
const DAY = 24 * 3_600_000;
const NOW = 10 * DAY;

const said = (condition: Partial<Condition>) => notesOf({ ...WELL, ...condition }, NOW).map((note) => noteText(note, 'ru'));

test('nothing is said when all is well', () => {
  expect(said({})).toEqual([]);
});

test('a restored server is told of for a day', () => {
  expect(said({ restoredAt: NOW - DAY / 2 })[0]).toContain('восстановлен из резервной копии');
  expect(said({ restoredAt: NOW - 2 * DAY })).toEqual([]);
});

test('what was put back after the browser had lost its database is told of for a day', () => {
  expect(said({ recovered: { at: NOW - DAY / 2, count: 3 } })).toEqual([
    expect.stringMatching(/восстановлено из запасной копии.*: 3$/),
  ]);
  expect(said({ recovered: { at: NOW - 2 * DAY, count: 3 } })).toEqual([]);
});

test('a device that was disconnected is told of with what became of the cases and of the work that is not sent', () => {
  expect(said({ isRevoked: true })).toEqual([
    expect.stringMatching(/отключён от сервера.*убраны.*уйдёт, когда вы войдёте снова/),
  ]);
});

test('a disconnected device whose cases could not be removed yet says so, what is kept and what to do', () => {
  const [words] = said({ isUncleared: true });

  expect(words).toMatch(/отключён от сервера.*убрать с него инциденты пока не удалось/);
  expect(words).toMatch(/Неотправленное хранится здесь.*попробует ещё раз само.*освободите место на диске.*войдите снова/);
});

test('a full server is told of as one, not as this computer or a lost connection', () => {
  expect(said({ isServerFull: true })).toEqual([expect.stringMatching(/На диске сервера нет места.*хранится здесь/)]);
});

test('a full disk, foreign commands and how far the loading is are told of, the gravest first', () => {
  expect(said({ loading: 34, isFull: true, unreadable: 2 })).toEqual([
    expect.stringContaining('нет места'),
    expect.stringContaining('после обновления: 2'),
    'Загружаются инциденты: 34 %',
  ]);
});
