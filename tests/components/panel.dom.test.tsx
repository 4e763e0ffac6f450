import { afterEach, expect, test, vi } from 'vitest';
import { aCase, submitted } from '../support/builders.ts';
import { CONNECTED, caseView } from '../support/panel-props.ts';
import { curator, executor, MINUTE, MORNING } from '../support/place.ts';
import { button, clear, field, hasButton, key, press, showPanel, text } from '../support/show.tsx';
import { work } from '../support/work.ts';

const opened = aCase();
const at = (minutes: number) => ({ viewer: executor, now: opened.at + minutes * MINUTE });

afterEach(clear);

test('one button leads to the settings when the extension is not connected', async () => {
  const openOptions = vi.fn();
  showPanel({ kind: 'not-connected', expired: false }, { viewer: curator, now: MORNING, actions: { openOptions } });

  await press('Открыть настройки');

  expect(openOptions).toHaveBeenCalledOnce();
});

test('open work is listed by time left when no message is chosen', async () => {
  const openCase = vi.fn();
  showPanel(
    { kind: 'no-subject', work: work(executor), more: false, unusable: false },
    { viewer: executor, now: MORNING + 80 * MINUTE, actions: { openCase } },
  );
  const rows = [...document.querySelectorAll<HTMLElement>('.work-item')];

  rows.at(-1)?.click();

  expect(rows[0]?.textContent).toContain('На Ленина');
  expect(rows[0]?.querySelector('[data-shape="late"]')).not.toBeNull();
  expect(rows.at(-1)?.querySelector('[data-shape="calm"]')).not.toBeNull();
  expect(openCase).toHaveBeenCalledExactlyOnceWith('case-2');
});

test.each([
  [10, 'calm', 'время есть', 'осталось2 ч 20 мин'],
  [125, 'soon', 'время заканчивается', 'осталось25 мин'],
  [155, 'late', 'срок прошёл', 'просрочено на5 мин'],
])('the clock tells by shape and words how it stands after %i minutes', (minutes, shape, words, left) => {
  showPanel(caseView(opened), at(minutes));
  const card = document.querySelector('.clock-card');

  expect(card?.querySelector(`[data-shape="${shape}"]`)).not.toBeNull();
  expect(card?.textContent).toContain(words);
  expect(card?.textContent).toContain(left);
  expect(card?.textContent).toContain('11:30 вт');
  expect(card?.textContent).toContain('п. 11');
});

test('only a change of level is announced as time goes by', () => {
  showPanel(caseView(opened), at(10));
  const live = document.querySelector('.clock-card [role="status"]');
  const before = live?.textContent;

  showPanel(caseView(opened), at(40));
  expect(document.querySelector('.clock-card [role="status"]')).toBe(live);
  expect(live?.textContent).toBe(before);
  expect(live?.textContent).not.toMatch(/\d/);

  showPanel(caseView(opened), at(130));
  expect(live?.textContent).not.toBe(before);
});

test('LEB-04 a message of pictures alone says what it holds and that it stands on the own page', () => {
  const wordless = aCase({ message: { text: '' } });
  const view = caseView(wordless);
  Object.assign(view.case.message, { media: ['photo', 'video'], onOwnPage: true });

  showPanel(view, at(10));

  const card = document.querySelector('.message-card')?.textContent;
  expect(card).toContain('фото, видео');
  expect(card).toContain('на нашей странице');
  expect(card).toContain('Без текста: только вложения.');
});

test('windows are listed to those who can use them, while they can', () => {
  showPanel(caseView(opened), at(10));
  expect(document.querySelector('.windows')?.textContent).toContain('сообщить о чужой компетенции до 10:00 вт');

  showPanel(caseView(opened), { ...at(10), viewer: curator });
  expect(document.querySelector('.windows')).toBeNull();

  showPanel(caseView(opened), at(70));
  expect(document.querySelector('.windows')).toBeNull();
});

test('the term explains itself by spans and skipped days', () => {
  const friday = aCase({ openedAt: Date.UTC(2026, 10, 27, 11, 0) });
  showPanel(caseView(friday), { viewer: executor, now: friday.at });
  const why = document.querySelector('.why')?.textContent;

  expect(why).toContain('16:00–17:00');
  expect(why).toContain('1 ч');
  expect(why).toContain('выходной');
  expect(why).toContain('08:00–09:30');
  expect(why).not.toContain('обед');
});

test('the term names the lunch it steps over', () => {
  const tuesday = aCase({ openedAt: Date.UTC(2026, 10, 24, 6, 30) });
  showPanel(caseView(tuesday), { viewer: executor, now: tuesday.at });

  expect(document.querySelector('.why')?.textContent).toContain('12:00–13:00обед');
});

test('Esc closes, but first closes the help when it is open', async () => {
  const close = vi.fn();
  showPanel(
    { kind: 'no-subject', work: [], more: false, unusable: false },
    { viewer: curator, now: MORNING, actions: { close } },
  );

  await key('?');
  expect(text()).toContain('главное действие');
  await key('Escape');
  expect(text()).not.toContain('главное действие');
  expect(close).not.toHaveBeenCalled();
  await key('Escape');
  expect(close).toHaveBeenCalledOnce();
});

test('a question mark is a letter while one types', async () => {
  showPanel(caseView(opened), at(10));

  await key('?', {}, field('Проект ответа'));

  expect(text()).not.toContain('главное действие');
});

test('Ctrl+Enter presses the main button on show, and none behind a closed tab', async () => {
  const approve = vi.fn(async () => ({ ok: true as const }));
  const proposed = aCase({ acts: [submitted()] });
  showPanel(caseView(proposed), { viewer: curator, now: proposed.at, actions: { approve } });

  await press('История');
  await key('Enter', { ctrlKey: true });
  expect(approve).not.toHaveBeenCalled();

  await press('Ответ');
  await key('Enter', { ctrlKey: true });
  expect(approve).toHaveBeenCalledOnce();
});

test('arrows move between the tabs', async () => {
  showPanel(caseView(opened), at(10));

  await key('ArrowRight', {}, button('Ответ'));

  expect(button('История').getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(button('История'));
});

test('the strip says what is unsent, offline, expired and kept in memory only', () => {
  const connection = { ...CONNECTED, online: false, unsent: 3, memoryOnly: true };
  showPanel(caseView(opened), { ...at(10), props: { connection } });
  expect(text()).toContain('не отправлено: 3');
  expect(text()).toContain('Нет связи с сервером');
  expect(text()).toContain('не закрывайте браузер');

  showPanel(caseView(opened), { ...at(10), props: { connection: { ...CONNECTED, session: 'expired' } } });
  expect(text()).toContain('Вход устарел');
  expect(hasButton('Войти')).toBe(true);

  showPanel(caseView(opened), { ...at(10), props: { connection: CONNECTED } });
  expect(document.querySelector('.strip')?.textContent).toBe('');
});

test('an act can be taken back while the toast stands', async () => {
  const undo = vi.fn(async () => true);
  showPanel(caseView(opened), { ...at(10), actions: { undo }, props: { undoUntil: opened.at + 11 * MINUTE } });
  await press('Отменить');
  expect(undo).toHaveBeenCalledOnce();

  showPanel(caseView(opened), { ...at(12), props: { undoUntil: opened.at + 11 * MINUTE } });
  expect(hasButton('Отменить')).toBe(false);
});

test('a rejected command names its reason and keeps the typed text', async () => {
  const dismiss = vi.fn();
  const refusal = { code: 'wrong-stage' as const, clause: '12', detail: null };
  const rejected = [{ commandId: 'c-1', type: 'submit-draft' as const, refusal, text: 'Мой текст' }];
  showPanel(caseView(opened, { rejected }), { ...at(10), actions: { dismiss } });

  expect(text()).toContain('Сервер не принял: отправку на согласование');
  expect(text()).toContain('(п. 12)');
  expect(document.querySelector('.kept')?.textContent).toBe('Мой текст');
  await press('Понятно');
  expect(dismiss).toHaveBeenCalledExactlyOnceWith('c-1');
});

test('a rejected command says where the case stands now and who moved it', () => {
  const refusal = { code: 'wrong-stage' as const, clause: '12', detail: null };
  const rejected = (personId: string | null) => [
    {
      commandId: 'c-1',
      type: 'submit-draft' as const,
      refusal,
      text: null,
      present: { state: 'approving' as const, at: opened.at, personId },
    },
  ];
  showPanel(caseView(opened, { rejected: rejected('irina') }), at(10));
  expect(text()).toContain('Сейчас: на согласовании');
  expect(text()).toContain('Ирина Соколова');

  showPanel(caseView(opened, { rejected: rejected(null) }), at(10));
  expect(text()).not.toContain('Ирина Соколова');
});

test.each([
  [4 * MINUTE, null],
  [-4 * MINUTE, null],
  [65 * MINUTE, 'отстают на 1 ч 5 мин'],
  [-24 * 60 * MINUTE, 'спешат на 1 сутки'],
  [10 * 365 * 24 * 60 * MINUTE, 'отстают на 3650 суток'],
])('a clock that is wrong by %d ms is told of when that matters', (skewMs, words) => {
  showPanel(caseView(opened), { ...at(10), props: { connection: { ...CONNECTED, skewMs } } });

  if (words === null) expect(text()).not.toContain('Часы этого компьютера');
  else expect(text()).toContain(`Часы этого компьютера ${words}. Сроки считаются по часам сервера.`);
});

test('the curator changes the importance with a reason', async () => {
  const setImportance = vi.fn(async () => ({ ok: true as const }));
  const form = 'form[aria-label="Изменить значимость"]';
  showPanel(caseView(opened), { ...at(10), viewer: curator, actions: { setImportance } });
  expect(document.querySelector(form)).not.toBeNull();
  expect(button('Сохранить').disabled).toBe(true);

  field('срочное').click();
  await Promise.resolve();
  await press('Сохранить');
  expect(setImportance).not.toHaveBeenCalled();

  showPanel(caseView(opened), at(10));
  expect(document.querySelector(form)).toBeNull();
});
