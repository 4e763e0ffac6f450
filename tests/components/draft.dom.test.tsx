import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PanelActions } from '../../components/panel/view.ts';
import { caseId } from '../../lib/domain/ids.ts';
import { aCase, approved, FIRST_REPLY, GOOD_REPLY, type Played, posted, returned, submitted } from '../support/builders.ts';
import { caseView, OWNER } from '../support/panel-props.ts';
import { curator, executor, MINUTE, roadsExecutor } from '../support/place.ts';
import { button, choose, clear, field, hasButton, press, showPanel, text, type } from '../support/show.tsx';

const opened = aCase();
const assignment = opened.found.assignments[0]?.id ?? '';
const DRAFT = 'Проект ответа';

function show(played: Played, viewer = executor, actions: Partial<PanelActions> = {}): void {
  showPanel(caseView(played), { viewer, now: played.at + 10 * MINUTE, actions });
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  clear();
  vi.useRealTimers();
});

test('the executor writes and nobody else does while the reply is drafted', () => {
  show(opened);
  expect(hasButton('Отправить на согласование')).toBe(true);
  expect(hasButton('Не наше')).toBe(true);

  for (const other of [curator, roadsExecutor]) {
    show(opened, other);
    expect(hasButton('Отправить на согласование')).toBe(false);
    expect(hasButton('Не наше')).toBe(false);
  }
});

test('the text goes for approval as typed', async () => {
  const submitReply = vi.fn(async () => ({ ok: true as const }));
  show(opened, executor, { submitReply });

  await type(DRAFT, GOOD_REPLY);
  await press('Отправить на согласование');

  expect(submitReply).toHaveBeenCalledExactlyOnceWith(
    { assignment, draft: null },
    { kind: 'final', text: GOOD_REPLY, agreedOn: '', base: null },
  );
});

test('the text is filed in the case without being sent when it is saved', async () => {
  const saveReply = vi.fn(async () => ({ ok: true as const }));
  const submitReply = vi.fn(async () => ({ ok: true as const }));
  show(opened, executor, { saveReply, submitReply });
  expect(button('Сохранить').disabled).toBe(true);

  await type(DRAFT, GOOD_REPLY);
  await press('Сохранить');
  expect(saveReply).toHaveBeenCalledExactlyOnceWith(
    { assignment, draft: null },
    { kind: 'final', text: GOOD_REPLY, agreedOn: '', base: null },
  );
  expect(text()).toContain('Сохранено в инциденте');
  expect(submitReply).not.toHaveBeenCalled();

  await type(DRAFT, `${GOOD_REPLY} И ещё.`);
  expect(text()).not.toContain('Сохранено в инциденте');
});

test('nothing is sent when the text is empty or breaks a blocking rule', async () => {
  const submitReply = vi.fn(async () => ({ ok: true as const }));
  show(opened, executor, { submitReply });

  await press('Отправить на согласование');
  expect(text()).toContain('Напишите текст ответа');

  await type(DRAFT, 'Позвоните мастеру: 8 912 345-67-89.');
  await press('Отправить на согласование');
  expect(text()).toContain('Похоже на номер телефона');
  expect(text()).toContain('18(4)');
  expect(submitReply).not.toHaveBeenCalled();
});

test('a warning does not hold the text back', async () => {
  const submitReply = vi.fn(async () => ({ ok: true as const }));
  show(opened, executor, { submitReply });

  await type(DRAFT, `${GOOD_REPLY} ${'Подробности. '.repeat(80)}`);
  expect(text()).toContain('Длиннее, чем советует регламент');
  await press('Отправить на согласование');

  expect(submitReply).toHaveBeenCalledOnce();
});

test('an interim reply needs the date of the final one', async () => {
  const submitReply = vi.fn(async () => ({ ok: true as const }));
  show(opened, executor, { submitReply });

  await choose('промежуточный ответ');
  await type('Проект промежуточного ответа', 'Проверяем график, ответим до 1 декабря.');
  await press('Отправить на согласование');
  expect(text()).toContain('Укажите дату окончательного ответа');
  expect(submitReply).not.toHaveBeenCalled();

  await type('Ответим окончательно до', '2026-12-01');
  await press('Отправить на согласование');
  expect(submitReply).toHaveBeenCalledWith(
    { assignment, draft: null },
    expect.objectContaining({ kind: 'interim', agreedOn: '2026-12-01' }),
  );
});

test('the draft says that it is saved, and when, after a pause', async () => {
  const keepReply = vi.fn(async () => Date.UTC(2026, 10, 24, 7, 4));
  show(opened, executor, { keepReply });

  await type(DRAFT, 'Здравствуйте');
  expect(text()).toContain('сохраняется');
  await vi.advanceTimersByTimeAsync(700);
  show(opened, executor, { keepReply });

  expect(keepReply).toHaveBeenCalledExactlyOnceWith(
    { owner: OWNER, caseId: opened.found.id, assignment },
    {
      ...{ kind: 'final', text: 'Здравствуйте', agreedOn: '' },
      base: null,
    },
  );
  expect(text()).toContain('сохранено 12:04');
});

test('what was typed in one case is kept as its own when the panel turns to another within the pause', async () => {
  const keepReply = vi.fn(async () => 0);
  show(opened, executor, { keepReply });
  await type(DRAFT, 'Здравствуйте');

  const other = aCase();
  show({ ...other, found: { ...other.found, id: caseId('case-2') } }, executor, { keepReply });
  await vi.advanceTimersByTimeAsync(700);

  expect(keepReply).toHaveBeenCalledExactlyOnceWith(
    { owner: OWNER, caseId: opened.found.id, assignment },
    expect.objectContaining({ text: 'Здравствуйте' }),
  );
});

test('the draft says that it is not saved when the device refuses', async () => {
  show(opened, executor, { keepReply: () => Promise.reject(new Error('full')) });

  await type(DRAFT, 'Здравствуйте');
  await vi.advanceTimersByTimeAsync(700);
  show(opened);

  expect(text()).toContain('не сохранено');
});

test('the typed text stays and the clause is named when the submission is refused', async () => {
  show(opened, executor, {
    submitReply: async () => ({ ok: false, refusal: { code: 'wrong-stage', clause: '11', detail: null } }),
  });

  await type(DRAFT, GOOD_REPLY);
  await press('Отправить на согласование');

  expect(text()).toContain('инцидент уже продвинулся');
  expect(text()).toContain('(п. 11)');
  expect(field(DRAFT).value).toBe(GOOD_REPLY);
  expect(button('Отправить на согласование').disabled).toBe(false);
});

test('the typed text stays when the background does not answer', async () => {
  show(opened, executor, { submitReply: () => Promise.reject(new Error('no answer')) });

  await type(DRAFT, GOOD_REPLY);
  await press('Отправить на согласование');

  expect(text()).toContain('Не удалось сохранить на этом устройстве');
  expect(field(DRAFT).value).toBe(GOOD_REPLY);
});

test('the typed text survives news about the case', async () => {
  show(opened);
  await type(DRAFT, 'Начал писать');

  showPanel(caseView(opened, { number: '15' }), { viewer: executor, now: opened.at + 20 * MINUTE });

  expect(field(DRAFT).value).toBe('Начал писать');
});

test('«не наше» needs a reason', async () => {
  const refuseCompetence = vi.fn(async () => ({ ok: true as const }));
  show(opened, executor, { refuseCompetence });

  await press('Не наше');
  await press('Вернуть куратору');
  expect(refuseCompetence).not.toHaveBeenCalled();

  await type('Почему это не ваш вопрос и чей он', 'Площадка регионального оператора');
  await press('Вернуть куратору');
  expect(refuseCompetence).toHaveBeenCalledExactlyOnceWith(assignment, 'Площадка регионального оператора');
});

test('a returned draft is shown with what to correct and starts from its last text', () => {
  show(aCase({ acts: [submitted(FIRST_REPLY), returned('Назовите дату')] }));

  expect(text()).toContain('Рекомендации куратора');
  expect(text()).toContain('Назовите дату');
  expect(field(DRAFT).value).toBe(FIRST_REPLY);
});

test('the final reply begins empty after the interim was posted', () => {
  const date = Date.UTC(2026, 11, 1, 12);
  show(
    aCase({
      acts: [submitted('Ответим до 1 декабря.', { kind: 'interim', agreedDate: date }), approved(), posted({ text: null })],
    }),
  );

  expect(field(DRAFT).value).toBe('');
  expect(text()).toContain('Промежуточный ответ размещён');
  expect(text()).not.toContain('Вид ответа');
});
