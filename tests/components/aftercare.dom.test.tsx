import { afterEach, expect, test, vi } from 'vitest';
import type { PanelActions } from '../../components/panel/view.ts';
import { messageRef } from '../../lib/domain/ids.ts';
import type { AfterNote } from '../../lib/domain/messages/aftercare.ts';
import { aCase, approved, askedToTerminate, GOOD_REPLY, type Played, posted, submitted } from '../support/builders.ts';
import { caseView } from '../support/panel-props.ts';
import { curator, executor, MINUTE, type Viewer } from '../support/place.ts';
import { clear, hasButton, press, showPanel, text, type } from '../support/show.tsx';

const done = aCase({ acts: [submitted(), approved(), posted()] });
const draft = done.found.assignments[0]?.drafts[0]?.id ?? '';
const REPLY = messageRef('vk:wall-184_2207?reply=2214');

function noted(kind: AfterNote['kind'], overrides: Partial<AfterNote> = {}): AfterNote {
  const at = { ref: REPLY, permalink: 'https://vk.com/wall-184_2207?reply=2214', at: done.at + MINUTE };
  return { caseId: done.found.id, kind, draft, text: '', author: '', ...at, ...overrides };
}

interface Shown {
  of?: Played;
  after?: AfterNote[];
  viewer?: Viewer;
  actions?: Partial<PanelActions>;
}

function show({ of = done, after = [], viewer = executor, actions = {} }: Shown): void {
  showPanel(caseView(of, { after }), { viewer, now: of.at + 3 * MINUTE, actions });
}

afterEach(clear);

test('an edited reply is shown word by word against what was filed, and read away', async () => {
  const dismissAfter = vi.fn();
  show({ after: [noted('edited', { text: GOOD_REPLY.replace('18:00', '20:00') })], actions: { dismissAfter } });

  expect(text()).toContain('Размещённый ответ изменён в сети');
  expect([...document.querySelectorAll('.diff del, .diff ins')].map((one) => one.textContent)).toEqual(['18', '20']);
  await press('Понятно');
  expect(dismissAfter).toHaveBeenCalledExactlyOnceWith(REPLY);
});

test('a new question is shown with its words and author, and the way to it', () => {
  const permalink = 'https://vk.com/wall-184_2207?reply=2300';
  show({ after: [noted('asked', { draft: null, permalink, text: 'А когда остальное?', author: 'Марина Волкова' })] });

  expect(text()).toContain('Под ответом новый вопрос');
  expect(text()).toContain('А когда остальное?');
  expect(document.querySelector(`a[href="${permalink}"]`)?.textContent).toBe('Открыть вопрос');
});

test.each([
  ['deleted', 'Размещённый ответ удалён в сети'],
  ['unseen', 'Ответа не видно по его адресу'],
] as const)('a reply that is %s is said to be so', (kind, words) => {
  show({ after: [noted(kind)] });

  expect(text()).toContain(words);
});

test('the executor asks to terminate when the message is gone, and says what the page shows', async () => {
  const endGone = vi.fn(async () => ({ ok: true as const }));
  const open = aCase();
  show({ of: open, after: [noted('gone', { draft: null, ref: open.found.message.ref })], actions: { endGone } });

  expect(text()).toContain('Сообщения больше нет');
  await press('Запросить прекращение: сообщения нет');
  await press('Запросить прекращение');
  expect(endGone).not.toHaveBeenCalled();
  await type('Что видно на странице', 'Запись удалена автором');
  await press('Запросить прекращение');

  expect(endGone).toHaveBeenCalledExactlyOnceWith('request', 'Запись удалена автором');
});

test('the curator, who may close at once, is offered that', async () => {
  const endGone = vi.fn(async () => ({ ok: true as const }));
  show({ of: aCase(), viewer: curator, actions: { endGone } });

  await press('Сообщения больше нет?');
  await type('Что видно на странице', 'Запись удалена');
  await press('Закрыть инцидент');

  expect(endGone).toHaveBeenCalledExactlyOnceWith('close', 'Запись удалена');
});

test('after the reply nothing is left to end', () => {
  show({});

  expect(hasButton('Сообщения больше нет?')).toBe(false);
});

test('a termination asked for waits for the curator, who accepts or declines it with a reason', async () => {
  const asked = aCase({ acts: [askedToTerminate()] });
  const [terminate, declineTermination] = [
    vi.fn(async () => ({ ok: true as const })),
    vi.fn(async () => ({ ok: true as const })),
  ];
  show({ of: asked });
  expect(text()).toContain('Запрошено прекращение работы: сообщения больше нет');
  expect(text()).toContain('Решает куратор');
  expect(hasButton('Прекратить работу')).toBe(false);
  expect(hasButton('Сообщения больше нет?')).toBe(false);

  clear();
  show({ of: asked, viewer: curator, actions: { terminate, declineTermination } });
  expect(hasButton('Сообщения больше нет?')).toBe(false);
  await press('Прекратить работу');
  await press('Не прекращать');
  await type('Почему работу нужно продолжать', 'Запись на месте');
  await press('Не прекращать');

  expect(terminate).toHaveBeenCalledExactlyOnceWith('messageGone');
  expect(declineTermination).toHaveBeenCalledExactlyOnceWith('Запись на месте');
});
