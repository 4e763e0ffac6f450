import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaseView, PanelActions } from '../../components/panel/view.ts';
import type { Actor } from '../../lib/domain/cases/model.ts';
import { aCase, GOOD_REPLY, type Played, saved } from '../support/builders.ts';
import { caseView, OWNER } from '../support/panel-props.ts';
import { executor, MINUTE } from '../support/place.ts';
import { clear, field, hasButton, press, showPanel, text, type } from '../support/show.tsx';

const colleague: Actor = { ...executor, personId: 'irina' };
const DRAFT = 'Проект ответа';

const opened = aCase();
const once = aCase({ acts: [saved('Первый текст', colleague)] });
const twice = aCase({ acts: [saved('Первый текст', colleague), saved('Второй текст', colleague)] });
const assignment = opened.found.assignments[0]?.id ?? '';

function show(played: Played, actions: Partial<PanelActions> = {}, view: Partial<CaseView> = {}): void {
  showPanel(caseView(played, view), { viewer: executor, now: played.at + 10 * MINUTE, actions });
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  clear();
  vi.useRealTimers();
});

test('a colleague’s text comes into a field that nobody has touched, with its history', () => {
  show(opened);
  show(once);
  expect(field(DRAFT).value).toBe('Первый текст');
  show(twice);

  expect(field(DRAFT).value).toBe('Второй текст');
  expect(text()).not.toContain('Текст сохранён и с другого места');
  expect(text()).toContain('Версии проекта: 2');
  expect(text()).toMatch(/Ирина Соколова.*Второй текст.*Ирина Соколова.*Первый текст/);
});

test('both texts are shown and nothing is sent when a colleague saved what I was writing too', async () => {
  const saveReply = vi.fn(async () => ({ ok: true as const }));
  const submitReply = vi.fn(async () => ({ ok: true as const }));
  show(once, { saveReply, submitReply });
  await type(DRAFT, GOOD_REPLY);
  show(twice, { saveReply, submitReply });

  expect(field(DRAFT).value).toBe(GOOD_REPLY);
  expect(text()).toContain('Текст сохранён и с другого места');
  expect(text()).toContain('Второй текст');
  await press('Сохранить');
  await press('Отправить на согласование');
  expect(text()).toContain('Сначала выберите');
  expect([saveReply, submitReply].flatMap(({ mock }) => mock.calls)).toEqual([]);
});

test('my text goes over the colleague’s when I have read that and say so', async () => {
  const saveReply = vi.fn(async () => ({ ok: true as const }));
  show(once, { saveReply });
  await type(DRAFT, GOOD_REPLY);
  show(twice, { saveReply });
  await press('Продолжить со своим');
  expect(text()).not.toContain('Текст сохранён и с другого места');
  await press('Сохранить');

  const base = twice.found.assignments[0]?.drafts[0]?.versions.at(-1)?.text.id;
  expect(saveReply).toHaveBeenCalledExactlyOnceWith(expect.anything(), expect.objectContaining({ text: GOOD_REPLY, base }));
});

test('my text is put aside and can be brought back when I take the colleague’s', async () => {
  const keepReply = vi.fn(async () => 0);
  show(once, { keepReply });
  await type(DRAFT, GOOD_REPLY);
  show(twice, { keepReply });
  await press('Взять эту версию');
  expect(field(DRAFT).value).toBe('Второй текст');
  expect(text()).toContain(GOOD_REPLY);
  await vi.advanceTimersByTimeAsync(1_000);
  const base = twice.found.assignments[0]?.drafts[0]?.versions.at(-1)?.text.id;
  const kept = { kind: 'final', text: 'Второй текст', agreedOn: '', base, aside: GOOD_REPLY };
  expect(keepReply).toHaveBeenLastCalledWith({ owner: OWNER, caseId: twice.found.id, assignment }, kept);

  // It outlives the page.
  clear();
  show(twice, { keepReply }, { kept: { [assignment]: { ...kept, base: base ?? null } } });
  await press('Вернуть мой текст');
  expect(field(DRAFT).value).toBe(GOOD_REPLY);
  expect(hasButton('Вернуть мой текст')).toBe(false);
});

test('what I filed myself is no colleague’s when I go on typing before it is confirmed', async () => {
  show(once);
  await type(DRAFT, 'Мой текст');
  await press('Сохранить');
  await type(DRAFT, 'Мой текст, дальше');
  show(aCase({ acts: [saved('Первый текст', colleague), saved('Мой текст', executor)] }));

  expect(field(DRAFT).value).toBe('Мой текст, дальше');
  expect(text()).not.toContain('Текст сохранён и с другого места');
});

test('a kept text that was begun from an older version asks when the panel is opened again', () => {
  const base = once.found.assignments[0]?.drafts[0]?.versions[0]?.text.id ?? null;
  show(twice, {}, { kept: { [assignment]: { kind: 'final', text: GOOD_REPLY, agreedOn: '', base } } });

  expect(text()).toContain('Текст сохранён и с другого места');
  expect(field(DRAFT).value).toBe(GOOD_REPLY);
});
