import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import type { PanelActions } from '../../components/panel/view.ts';
import { clockNotes } from '../../lib/domain/cases/clock-notes.ts';
import type { InsertOutcome } from '../../lib/domain/messages/seen.ts';
import { aCase, aMessage, approved, GOOD_REPLY, posted, submitted } from '../support/builders.ts';
import { caseView } from '../support/panel-props.ts';
import { context, curator, executor, MINUTE } from '../support/place.ts';
import { button, clear, field, hasButton, press, showPanel, text, type } from '../support/show.tsx';

const ready = aCase({ acts: [submitted(), approved()] });
const [held] = ready.found.assignments;
const draft = held?.drafts[0];
const target = { assignment: held?.id, draft: draft?.id };
const now = ready.at + 3 * MINUTE;
const CHANGED = GOOD_REPLY.replace('18:00', '20:00');

function show(actions: Partial<PanelActions> = {}, view = caseView(ready)): void {
  showPanel(view, { viewer: executor, now, actions });
}

function inserting(outcome: InsertOutcome) {
  return vi.fn(async () => outcome);
}

afterEach(clear);

test('the approved text is inserted and the next step is the network’s own button', async () => {
  const insert = inserting({ ok: true, strategy: 'insert-text' });
  show({ insert });

  await press('Вставить ответ');

  expect(insert).toHaveBeenCalledExactlyOnceWith(target, draft?.approvedTextId, {});
  expect(document.querySelector('[aria-current="step"]')?.textContent).toBe('Нажать «Отправить» в самой сети');
});

test('inserting waits, and says why, when the server has not confirmed the approval', () => {
  show({}, caseView(aCase({ acts: [submitted(), approved()], unsent: 1 })));

  expect(button('Вставить ответ').disabled).toBe(true);
  expect(text()).toContain('Согласование ещё не подтверждено сервером');
});

test('the person confirms the name when the author cannot be seen', async () => {
  const insert = inserting({ ok: false, reason: 'identity-unknown' });
  const revealed = vi.fn();
  Element.prototype.scrollIntoView = revealed;
  show({ insert });

  await press('Вставить ответ');
  expect(revealed).toHaveBeenCalledOnce();
  expect(text()).toContain('Под полем ответа должно стоять имя «Администрация округа»');
  await press('Имя верное, вставить');

  expect(insert).toHaveBeenLastCalledWith(target, draft?.approvedTextId, { confirmed: true });
});

test('a wrong author needs a reason to go on', async () => {
  const insert = inserting({
    ok: false,
    reason: 'identity-wrong',
    identity: { kind: 'known', name: 'Павел Никитин', url: null },
  });
  show({ insert });

  await press('Вставить ответ');
  expect(text()).toContain('от имени «Павел Никитин»');
  await press('Вставить всё равно');
  expect(insert).toHaveBeenCalledOnce();

  await type('Причина, если иначе нельзя (останется в истории)', 'Сообщество недоступно');
  await press('Вставить всё равно');
  expect(insert).toHaveBeenLastCalledWith(target, draft?.approvedTextId, { override: 'Сообщество недоступно' });
});

test('the way out is named when the text is only in the clipboard or nowhere', async () => {
  show({ insert: inserting({ ok: true, strategy: 'clipboard' }) });
  await press('Вставить ответ');
  expect(text()).toContain('Ctrl+V');

  clear();
  show({ insert: inserting({ ok: false, reason: 'composer-not-found' }) });
  await press('Вставить ответ');
  expect(text()).toContain('Поле ответа под этим сообщением не найдено');
  expect(hasButton('Скопировать текст')).toBe(true);
});

test.each([
  ['https://vk.com/wall-184_2207?reply=2214', true],
  ['https://m.vk.com/wall-184_2207?reply=2214', true],
  ['https://ok.ru/group/1/topic/2', false],
  ['https://vk.com.example.org/wall-1_2', false],
  ['http://vk.com/wall-1_2', false],
  ['vk.com/wall', false],
])('a link by hand must lead into the network of the message: %s', async (link, isGood) => {
  const recordPublication = vi.fn(async () => ({ ok: true as const }));
  show({ recordPublication });

  await type('Ссылка на размещённый ответ', link);
  await press('Приложить ссылку');

  expect(recordPublication).toHaveBeenCalledTimes(isGood ? 1 : 0);
  expect(text().includes('Нужна ссылка на ответ в сети «ВКонтакте»')).toBe(!isGood);
});

test('a link by hand is filed as posted by hand, with its text compared', async () => {
  const recordPublication = vi.fn(async () => ({ ok: true as const }));
  show({ recordPublication });

  await type('Ссылка на размещённый ответ', 'https://vk.com/wall-184_2207?reply=2214');
  await type('Текст, который размещён', GOOD_REPLY.replace('Марина, з', 'Марина,  з'));
  await press('Приложить ссылку');

  expect(recordPublication).toHaveBeenCalledWith(
    target,
    expect.objectContaining({ matches: true, mode: 'manual', explanation: null }),
  );
});

test('a text that differs is shown word by word and needs an explanation', async () => {
  const recordPublication = vi.fn(async () => ({ ok: true as const }));
  show({ recordPublication });

  await type('Ссылка на размещённый ответ', 'https://vk.com/wall-184_2207?reply=2214');
  await type('Текст, который размещён', CHANGED);
  expect(document.querySelector('.diff ins')?.textContent).toBe('20');
  await press('Приложить ссылку');
  expect(recordPublication).not.toHaveBeenCalled();

  await type('Почему текст отличается', 'Перевозчик сменил час');
  await press('Приложить ссылку');
  expect(recordPublication).toHaveBeenCalledWith(
    target,
    expect.objectContaining({ matches: false, explanation: 'Перевозчик сменил час' }),
  );
});

test('a differing reply seen on the page asks for an explanation, or is said to be another one', async () => {
  const recordPublication = vi.fn(async () => ({ ok: true as const }));
  const dismissDiffering = vi.fn();
  const reply = aMessage({ text: CHANGED, permalink: 'https://vk.com/wall-184_2207?reply=2214' });
  const view = caseView(ready, { differing: [{ assignment: held?.id ?? '', draft: draft?.id ?? '', reply }] });
  show({ recordPublication, dismissDiffering }, view);

  await press('Приложить с объяснением');
  expect(recordPublication).not.toHaveBeenCalled();
  await type('Почему текст отличается', 'Перевозчик сменил час');
  await press('Приложить с объяснением');
  expect(recordPublication).toHaveBeenCalledWith(
    target,
    expect.objectContaining({ matches: false, mode: 'auto', permalink: reply.permalink, text: CHANGED }),
  );

  await press('Это другой ответ');
  expect(dismissDiffering).toHaveBeenCalledExactlyOnceWith(reply.ref);
});

test('the curator sees the approved text and cannot insert it', () => {
  showPanel(caseView(ready), { viewer: curator, now });

  expect(text()).toContain(GOOD_REPLY);
  expect(hasButton('Вставить ответ')).toBe(false);
});

test('the proof and the whole history are shown when the reply is posted', async () => {
  const done = aCase({ acts: [submitted(), approved(), posted()] });
  showPanel(caseView(done), { viewer: executor, now: done.at + MINUTE });

  expect(text()).toContain('Ответ размещён');
  expect(text()).toContain('совпадает с согласованным');
  expect(text()).toContain('9f2c51ab7d0e…');
  expect(document.querySelector<HTMLAnchorElement>('.proof a')?.href).toBe('https://vk.com/wall-184_2207?reply=2214');

  await act(async () => button('История').click());
  const entries = [...document.querySelectorAll('.history > li')].map((one) => one.textContent);
  expect(entries).toHaveLength(done.found.events.length);
  for (const limit of ['направить в орган', 'согласовать или вернуть', 'разместить, п. 15']) {
    expect(entries.filter((entry) => entry?.includes(`в срок: ${limit}`))).toHaveLength(1);
  }
});

test('history says what was late and when an act reached the server later than it was done', () => {
  const late = aCase({ acts: [submitted(GOOD_REPLY, { after: 170 })] });
  const events = late.found.events.map((event) => ({ ...event, recordedAt: event.at + 30 * MINUTE }));
  showPanel(caseView({ ...late, found: { ...late.found, events } }), { viewer: executor, now: late.at });

  const last = [...document.querySelectorAll('.history > li')].at(-1)?.textContent ?? '';
  expect(last).toContain('позже срока: проект ответа');
  expect(last).toContain('записано');
});

test('history names who stood in for whom and to whom a danger was told', () => {
  const substitute = { ...curator, personId: 'pavel', roles: [], actsFor: [curator] };
  const played = aCase({
    acts: [
      { by: substitute, after: 5, make: () => ({ type: 'refuse-case', args: { ground: 'threat' } }) },
      {
        ...{ by: curator, after: 5 },
        make: () => ({ type: 'hand-over', args: { reason: 'danger', to: 'supervisor', how: 'по телефону' } }),
      },
    ],
  });
  showPanel(caseView(played), { viewer: executor, now: played.at });

  const last = [...document.querySelectorAll('.history > li')].slice(-2).map((one) => one.textContent);
  expect(last[0]).toContain('Павел Никитин (за: Ольга Кравцова)');
  expect(last[1]).toContain('руководитель Аппарата');
});

test('history names the limit that was noted, how far it had come, who had it and who answers for it', async () => {
  const opened = aCase();
  const later = opened.at + 200 * MINUTE;
  const { notes } = clockNotes(opened.found, context, later);
  const found = { ...opened.found, events: [...opened.found.events, ...notes] };
  showPanel(caseView({ ...opened, found }), { viewer: executor, now: later });
  await act(async () => button('История').click());

  const last = [...document.querySelectorAll('.history > li')].slice(-4).map((one) => one.textContent ?? '');
  expect(last[0]).toMatch(/Напоминание о сроке.*автоматически.*50 %: проект ответа.*п\. 11, 17, 19/);
  expect(last[2]).toContain('срок истёк: проект ответа');
  expect(last[3]).toMatch(/Отмечено нарушение срока.*проект ответа.*Работа была у: .+\. Отвечает по порядку: исполнитель\./);
});

test('masked texts are said to be hidden', () => {
  const done = aCase({ acts: [submitted(), approved(), posted()] });
  showPanel(caseView({ ...done, texts: {} }), { viewer: executor, now: done.at });

  expect(text()).toContain('Текст скрыт по истечении срока хранения');
});

test('the insertion can be repeated when the panel is opened again', () => {
  show({}, caseView(ready, { inserted: [draft?.id ?? ''] }));

  expect(button('Вставить ещё раз').disabled).toBe(false);
  expect(field('Ссылка на размещённый ответ').value).toBe('');
});
