import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageView, OpenForm, OpenResult } from '../../components/panel/view.ts';
import { messageRef } from '../../lib/domain/ids.ts';
import { aMessage } from '../support/builders.ts';
import { OWNER } from '../support/panel-props.ts';
import { curator, executor, MORNING } from '../support/place.ts';
import { button, choose, clear, field, key, press, showPanel, text, type } from '../support/show.tsx';

const FILLED: OpenForm = {
  topic: 'Вывоз мусора',
  location: 'пгт Лебяжье',
  importance: 'ordinary',
  bodies: ['utilities'],
  note: '',
};

const OF = { owner: OWNER, message: aMessage() };

function messageView(overrides: Partial<MessageView> = {}): MessageView {
  return {
    kind: 'message',
    owner: OWNER,
    message: aMessage(),
    topics: ['Вывоз мусора'],
    locations: ['пгт Лебяжье'],
    suggested: {},
    kept: null,
    ...overrides,
  };
}

function show(
  view: MessageView,
  send = vi.fn(async (): Promise<OpenResult> => ({ ok: true })),
  keepOpenForm = vi.fn(async () => 0),
) {
  showPanel(view, { viewer: curator, now: MORNING, actions: { openNewCase: send, keepOpenForm } });
  return { send, keepOpenForm };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  clear();
  vi.useRealTimers();
});

test('the message is shown as read when there is no case', () => {
  show(messageView());

  expect(text()).toContain('Марина Волкова');
  expect(text()).toContain('Третий день не вывозят мусор');
  expect(text()).toContain('ВКонтакте');
  expect(document.querySelector<HTMLAnchorElement>('a')?.href).toBe('https://vk.com/wall-184_2207');
});

test('it is said that not all was read when the network does not show the message to everybody', () => {
  show(messageView({ message: aMessage({ restricted: true }) }));

  expect(text()).toContain('сеть показывает не всем: прочитано не всё');
});

test('nothing is sent and every empty field is marked when required ones are missing', async () => {
  const { send } = show(messageView());

  await press('Отправить исполнителю');

  expect(send).not.toHaveBeenCalled();
  expect(field('Тема').getAttribute('aria-invalid')).toBe('true');
  expect(field('Место').getAttribute('aria-invalid')).toBe('true');
  expect(text()).toContain('Выберите хотя бы один орган');
});

test('one press sends when the suggestions are right', async () => {
  const { send } = show(messageView({ suggested: { topic: 'Вывоз мусора', location: 'пгт Лебяжье', bodies: ['utilities'] } }));

  await press('Отправить исполнителю');

  expect(send).toHaveBeenCalledExactlyOnceWith(FILLED, false);
});

test('Ctrl+Enter sends when the focus is in a field', async () => {
  const { send } = show(messageView({ kept: FILLED }));

  await key('Enter', { ctrlKey: true }, field('Тема'));

  expect(send).toHaveBeenCalledOnce();
});

test('the deadlines follow the choice of body and importance', async () => {
  show(messageView());
  expect(text()).toContain('Выберите исполнителя, и сроки появятся здесь.');

  await choose('Отдел ЖКХ и благоустройства');
  expect(text()).toContain('до 11:30 вт');
  expect(text()).not.toContain('промежуточный ответ по значимому вопросу');

  await choose('социально значимое');
  expect(text()).toContain('промежуточный ответ по значимому вопросу');
  expect(text()).toContain('до 10:00 вт');
});

test('several bodies are told that each answers for itself', async () => {
  show(messageView({ kept: FILLED }));

  await choose('Отдел дорожного хозяйства');

  expect(text()).toContain('Каждый орган подготовит и разместит свой ответ отдельно');
});

test('nothing is lost and the snapshot can be sent when the message has vanished', async () => {
  const send = vi.fn(
    async (_form: OpenForm, fromSnapshot: boolean): Promise<OpenResult> =>
      fromSnapshot ? { ok: true } : { ok: false, problem: 'gone' },
  );
  showPanel(messageView({ kept: FILLED }), { viewer: curator, now: MORNING, actions: { openNewCase: send } });

  await press('Отправить исполнителю');
  expect(text()).toContain('Ничего не отправлено');
  expect(field('Тема').value).toBe('Вывоз мусора');

  await press('Отправить со снимком');
  expect(send).toHaveBeenLastCalledWith(FILLED, true);
});

test('the reason stands by the form and the form stays when the command is refused', async () => {
  show(
    messageView({ kept: FILLED }),
    vi.fn(async (): Promise<OpenResult> => ({ ok: false, refusal: { code: 'message-has-case', clause: null, detail: null } })),
  );
  await type('Пояснение исполнителю, если нужно', 'Проверить сегодня');

  await press('Отправить исполнителю');

  expect(text()).toContain('По этому сообщению инцидент уже есть');
  expect(field('Пояснение исполнителю, если нужно').value).toBe('Проверить сегодня');
  expect(button('Отправить исполнителю').disabled).toBe(false);
});

test('the form is kept after a pause in typing, once', async () => {
  const { keepOpenForm } = show(messageView({ kept: FILLED }));

  await type('Тема', 'Мусор');
  await type('Тема', 'Мусор во дворе');
  expect(keepOpenForm).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(700);

  expect(keepOpenForm).toHaveBeenCalledExactlyOnceWith(OF, { ...FILLED, topic: 'Мусор во дворе' });
});

test('what was typed is kept at once when the panel closes', async () => {
  const { keepOpenForm } = show(messageView({ kept: FILLED }));

  await type('Тема', 'Мусор во дворе');
  clear();

  expect(keepOpenForm).toHaveBeenCalledExactlyOnceWith(OF, { ...FILLED, topic: 'Мусор во дворе' });
});

test('what was typed for one message is kept as its own when the panel turns to another within the pause', async () => {
  const { keepOpenForm } = show(messageView({ kept: FILLED }));
  await type('Тема', 'Мусор во дворе');

  const other = aMessage({ ref: messageRef('vk:wall-184_9999') });
  show(messageView({ message: other }), undefined, keepOpenForm);
  await vi.advanceTimersByTimeAsync(700);

  expect(keepOpenForm).toHaveBeenCalledExactlyOnceWith(OF, { ...FILLED, topic: 'Мусор во дворе' });
});

test('no form is offered when the viewer may not open cases', () => {
  showPanel(messageView(), { viewer: executor, now: MORNING });

  expect(document.querySelector('form')).toBeNull();
  expect(text()).toContain('Завести его может куратор');
});
