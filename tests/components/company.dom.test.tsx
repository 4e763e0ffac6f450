import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Company, PanelActions } from '../../components/panel/view.ts';
import type { Actor } from '../../lib/domain/cases/model.ts';
import type { Present } from '../../lib/domain/presence.ts';
import { aCase, aMessage, GOOD_REPLY } from '../support/builders.ts';
import { caseView, OWNER } from '../support/panel-props.ts';
import { curator, executor, MINUTE, MORNING } from '../support/place.ts';
import { clear, hasButton, press, showPanel, text, type } from '../support/show.tsx';

const opened = aCase();
const looks: Present = { personId: 'olga', doing: 'looks', heldAt: null };
const holds: Present = { personId: 'irina', doing: 'types', heldAt: MORNING + 2 * MINUTE };
const nobody: Company = { people: [], holder: null };

function showCase(company: Company, actions: Partial<PanelActions> = {}): void {
  showPanel(caseView(opened), { viewer: executor, now: opened.at + 10 * MINUTE, actions, props: { company } });
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  clear();
  vi.useRealTimers();
});

test('the panel says who looks and who types, and nothing when nobody does', () => {
  showCase(nobody);
  expect(text()).not.toMatch(/Смотрит|Пишет|Уже в работе/);

  showCase({ people: [holds, looks, { ...looks, personId: 'gone' }], holder: null });
  expect(text()).toContain('Пишет: Ирина Соколова…');
  expect(text()).toContain('Смотрит: Ольга Кравцова, коллега');
  expect(text()).not.toContain('Уже в работе');
});

test('whoever opens a case that a colleague has in hand is told before writing', () => {
  showCase({ people: [{ ...holds, doing: 'away' }], holder: { ...holds, doing: 'away' } });

  expect(text()).toContain('Уже в работе: Ирина Соколова');
  expect(text()).toContain('09:02');
  expect(text()).not.toContain('Пишет');
});

test('a reply that a colleague has in hand is sent only by a second word, and nothing typed is lost by the first', async () => {
  const submitReply = vi.fn(async () => ({ ok: true as const }));
  showCase({ people: [holds], holder: holds }, { submitReply });
  await type('Проект ответа', GOOD_REPLY);
  await press('Отправить на согласование');

  expect(submitReply).not.toHaveBeenCalled();
  expect(text()).toContain('Ничего не отправлено, текст сохранён');
  await press('Всё равно отправить');
  expect(submitReply).toHaveBeenCalledExactlyOnceWith(expect.anything(), expect.objectContaining({ text: GOOD_REPLY }));
});

test('nobody is asked when the colleague let go meanwhile', async () => {
  const submitReply = vi.fn(async () => ({ ok: true as const }));
  showCase({ people: [holds], holder: holds }, { submitReply });
  await type('Проект ответа', GOOD_REPLY);
  await press('Отправить на согласование');
  showCase(nobody, { submitReply });
  expect(hasButton('Всё равно отправить')).toBe(false);
  await press('Отправить на согласование');

  expect(submitReply).toHaveBeenCalledOnce();
});

test('a second curator is told that the message is being taken up, and typing is told to colleagues', async () => {
  const openNewCase = vi.fn(async () => ({ ok: true as const }));
  const typing = vi.fn();
  const kept = { topic: 'Вывоз мусора', location: 'пгт Лебяжье', importance: 'ordinary', bodies: ['utilities'], note: '' };
  showPanel(
    { kind: 'message', owner: OWNER, message: aMessage(), topics: [], locations: [], suggested: {}, kept },
    { viewer: curator, now: MORNING, actions: { openNewCase, typing }, props: { company: { people: [holds], holder: holds } } },
  );
  expect(text()).toContain('Уже в работе: Ирина Соколова');

  await type('Тема', 'Ремонт дорог');
  expect(typing).toHaveBeenCalledOnce();
  await press('Отправить исполнителю');
  expect(openNewCase).not.toHaveBeenCalled();
  await press('Всё равно отправить');
  expect(openNewCase).toHaveBeenCalledOnce();
});

test('whoever takes an absent colleague’s place has that body’s share before him first, and its words to begin with', () => {
  const shared = aCase({ bodies: ['utilities', 'roads'] });
  const standIn = { ...executor, actsFor: [{ personId: 'irina', roles: ['executor'], bodyId: 'roads' }] };
  const order = (viewer: Actor) => {
    showPanel(caseView(shared), { viewer, now: shared.at + MINUTE });
    return [...document.querySelectorAll('.several > section')].map((one) => [
      one.getAttribute('aria-label'),
      one.querySelector('form') !== null,
    ]);
  };
  const nobodyOf = { ...standIn, bodyId: 'hall', actsFor: [{ personId: 'irina', roles: ['executor'], bodyId: 'roads' }] };

  expect(order(executor)).toEqual([
    ['Отдел ЖКХ и благоустройства', true],
    ['Отдел дорожного хозяйства', false],
  ]);
  expect(order(standIn).map(([, mayWrite]) => mayWrite)).toEqual([true, true]);
  expect(order(nobodyOf)).toEqual([
    ['Отдел дорожного хозяйства', true],
    ['Отдел ЖКХ и благоустройства', false],
  ]);
});
