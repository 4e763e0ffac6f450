import { afterEach, expect, test, vi } from 'vitest';
import { aCase, FIRST_REPLY, GOOD_REPLY, refused, returned, submitted } from '../support/builders.ts';
import { caseView } from '../support/panel-props.ts';
import { curator, executor, MINUTE } from '../support/place.ts';
import { choose, clear, field, hasButton, press, showPanel, text, type } from '../support/show.tsx';

const twice = aCase({
  acts: [
    submitted(FIRST_REPLY),
    returned('Назовите дату'),
    submitted(FIRST_REPLY.replace('в ближайшее время', 'завтра'), { after: 10 }),
    returned('Назовите число и час'),
    submitted(GOOD_REPLY, { after: 10 }),
  ],
});
const [held] = twice.found.assignments;
const draft = held?.drafts[0];
const target = { assignment: held?.id, draft: draft?.id };
const proposed = draft?.versions.at(-1)?.text.id;
const now = twice.at + 5 * MINUTE;

afterEach(clear);

test('the curator approves the very text on show', async () => {
  const approve = vi.fn(async () => ({ ok: true as const }));
  showPanel(caseView(twice), { viewer: curator, now, actions: { approve } });

  await press('Согласовать');

  expect(approve).toHaveBeenCalledExactlyOnceWith(target, proposed);
});

test('a return needs recommendations and keeps them when it is refused', async () => {
  const returnDraft = vi.fn(async () => ({
    ok: false as const,
    refusal: { code: 'stale-draft' as const, clause: '12', detail: null },
  }));
  showPanel(caseView(twice), { viewer: curator, now, actions: { returnDraft } });

  await press('Вернуть на доработку');
  await press('Вернуть с рекомендациями');
  expect(returnDraft).not.toHaveBeenCalled();
  expect(text()).toContain('Без рекомендаций вернуть нельзя');

  await type('Что исправить', 'Уберите обещание');
  await press('Вернуть с рекомендациями');
  expect(returnDraft).toHaveBeenCalledExactlyOnceWith(target, proposed, 'Уберите обещание');
  expect(text()).toContain('текст изменился');
  expect(field('Что исправить').value).toBe('Уберите обещание');
});

test('whole words are compared with the version before', () => {
  showPanel(caseView(twice), { viewer: curator, now });

  expect(document.querySelector('.diff del')?.textContent).toBe('завтра');
  expect([...document.querySelectorAll('.diff ins')].map((one) => one.textContent).join('')).toContain('сегодня, 24 ноября');
});

test('recommendations of every round stay in view', () => {
  showPanel(caseView(twice), { viewer: curator, now });

  expect(text()).toContain('Назовите дату');
  expect(text()).toContain('Назовите число и час');
});

test('the executor sees the text and cannot approve it', () => {
  showPanel(caseView(twice), { viewer: executor, now });

  expect(text()).toContain(GOOD_REPLY);
  expect(hasButton('Согласовать')).toBe(false);
  expect(hasButton('Вернуть на доработку')).toBe(false);
});

test('a returned case goes to another body or ends without one, each with what it needs', async () => {
  const gone = aCase({ acts: [refused('Площадка регионального оператора')] });
  const reroute = vi.fn(async () => ({ ok: true as const }));
  const closeWithoutBody = vi.fn(async () => ({ ok: true as const }));
  const id = gone.found.assignments[0]?.id;
  showPanel(caseView(gone), { viewer: curator, now: gone.at + MINUTE, actions: { reroute, closeWithoutBody } });
  expect(text()).toContain('Площадка регионального оператора');

  await press('Направить другому');
  expect(reroute).not.toHaveBeenCalled();
  await choose('Отдел дорожного хозяйства');
  await press('Направить другому');
  expect(reroute).toHaveBeenCalledExactlyOnceWith(id, ['roads'], '');

  await press('Решить без органа');
  await press('Закрыть инцидент');
  expect(closeWithoutBody).not.toHaveBeenCalled();
  await type('Почему орган не нужен', 'Ответ дан оператором');
  await press('Закрыть инцидент');
  expect(closeWithoutBody).toHaveBeenCalledExactlyOnceWith(id, 'Ответ дан оператором');
});
