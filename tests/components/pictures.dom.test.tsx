import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AddedPicture, FormPicture } from '../../components/panel/form-pictures.ts';
import type { CaseView, PanelActions } from '../../components/panel/view.ts';
import type { Actor } from '../../lib/domain/cases/model.ts';
import { aCase, approved, GOOD_REPLY, type Played, returned, saved, submitted } from '../support/builders.ts';
import { caseView } from '../support/panel-props.ts';
import { curator, executor, MINUTE } from '../support/place.ts';
import { button, clear, field, press, showPanel, text, type } from '../support/show.tsx';

const DRAFT = 'Проект ответа';
const opened = aCase();
const colleague: Actor = { ...executor, personId: 'irina' };

function picture(sign: string, alt = ''): FormPicture {
  return { hash: sign.repeat(64), type: 'image/jpeg', bytes: 1_200_000, width: 1600, height: 1200, alt };
}

/** Keeps a file under the first letter of its name. */
const addPicture = vi.fn(async (file: File): Promise<AddedPicture> => ({ ok: true, picture: picture(file.name[0] ?? 'x') }));
const readPicture = vi.fn(async (hash: string) => ({ ok: true as const, url: `data:image/png;base64,${hash[0]}` }));

function show(played: Played, viewer = executor, actions: Partial<PanelActions> = {}, view: Partial<CaseView> = {}): void {
  const watched = { addPicture, readPicture, ...actions };
  showPanel(caseView(played, view), { viewer, now: played.at + 10 * MINUTE, actions: watched });
}

/** An event that brings files, as browsers make it. */
async function bring(kind: 'paste' | 'drop', names: string[], plain = ''): Promise<Event> {
  const files = names.map((name) => new File(['x'], name, { type: 'image/jpeg' }));
  const data = { files, types: ['Files'], getData: () => plain };
  const event = new Event(kind, { bubbles: true, cancelable: true });
  Object.assign(event, kind === 'paste' ? { clipboardData: data } : { dataTransfer: data });
  await act(async () => {
    field(DRAFT).dispatchEvent(event);
    await vi.advanceTimersByTimeAsync(10);
  });
  return event;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});
afterEach(() => {
  clear();
  vi.useRealTimers();
});

function sent(mock: { mock: { calls: unknown[][] } }): string[] {
  const form = mock.mock.calls.at(-1)?.[1] as { pictures?: FormPicture[] };
  return (form.pictures ?? []).map(({ hash, alt }) => `${hash[0]}${alt}`);
}

const done = () => vi.fn(async (..._: unknown[]) => ({ ok: true as const }));

test('pictures that are pasted and dropped go for approval with the text, in the order they came', async () => {
  const submitReply = done();
  show(opened, executor, { submitReply });
  await type(DRAFT, GOOD_REPLY);

  expect((await bring('paste', ['a.jpg'])).defaultPrevented).toBe(true);
  expect((await bring('drop', ['b.jpg', 'c.jpg'])).defaultPrevented).toBe(true);
  await press('Отправить на согласование');

  expect(sent(submitReply)).toEqual(['a', 'b', 'c']);
  expect(submitReply.mock.calls[0]?.[1]).toMatchObject({ text: GOOD_REPLY });
});

test('a pasted text stays a text when an office program puts its picture beside it', async () => {
  show(opened);

  const event = await bring('paste', ['a.png'], 'Здравствуйте');

  expect(event.defaultPrevented).toBe(false);
  expect(addPicture).not.toHaveBeenCalled();
});

test('nothing is sent without a picture that is still being kept, and what was typed meanwhile stays', async () => {
  let keep: (added: AddedPicture) => void = () => undefined;
  const submitReply = done();
  show(opened, executor, { submitReply, addPicture: () => new Promise((resolve) => (keep = resolve)) });
  await bring('drop', ['a.jpg']);
  await type(DRAFT, GOOD_REPLY);

  expect(button('Отправить на согласование').disabled).toBe(true);
  await act(async () => {
    keep({ ok: true, picture: picture('a') });
    await vi.advanceTimersByTimeAsync(10);
  });
  await press('Отправить на согласование');

  expect(field(DRAFT).value).toBe(GOOD_REPLY);
  expect(sent(submitReply)).toEqual(['a']);
});

test('pictures are described, put in order, taken out and put back', async () => {
  const submitReply = done();
  show(opened, executor, { submitReply });
  await type(DRAFT, GOOD_REPLY);
  await bring('drop', ['a.jpg', 'b.jpg', 'c.jpg']);

  await type('Что на снимке · 1', 'до');
  await press('Позже: Снимок 1 из 3');
  await press('Убрать: Снимок 3 из 3');
  expect(text()).toContain('Снимок убран.');
  expect(text()).toContain('2 из 10');
  await press('Вернуть');
  expect(button('Раньше: Снимок 1 из 3').disabled).toBe(true);
  expect(button('Позже: Снимок 3 из 3').disabled).toBe(true);
  await press('Отправить на согласование');

  expect(sent(submitReply)).toEqual(['b', 'aдо', 'c']);
});

test.each([
  ['too-large', 'больше 10 МБ'],
  ['not-a-picture', 'не снимок JPEG, PNG, WebP или GIF'],
  ['full', 'на диске нет места'],
  ['failed', 'не сохранился'],
] as const)('a file that is %s is said by its name and nothing else is lost', async (problem, words) => {
  show(opened, executor, { addPicture: async () => ({ ok: false, problem }) });
  await type(DRAFT, GOOD_REPLY);

  await bring('drop', ['отчёт.jpg']);

  expect(text()).toContain(`«отчёт.jpg» ${words}`);
  expect(field(DRAFT).value).toBe(GOOD_REPLY);
});

test('a picture that is there already, and the eleventh, are not taken', async () => {
  show(opened);
  await bring('drop', ['0.jpg', '0.jpg']);
  expect(text()).toContain('«0.jpg» уже приложен');

  await bring(
    'drop',
    [...'123456789'].map((sign) => `${sign}.jpg`),
  );
  await bring('drop', ['a.jpg']);

  expect(text()).toContain('«a.jpg» не приложен: с ответом уходит не больше 10');
  expect(text()).toContain('10 из 10');
});

test('the regulation reminds of pictures with its clause until there are some', async () => {
  show(opened);
  expect(text()).toContain('Приложите снимки «было — стало», если они есть (п. 18(1))');

  await bring('drop', ['a.jpg']);

  expect(text()).not.toContain('Приложите снимки «было — стало»');
});

test('the curator sees the pictures with their words and enlarges them, and that they are not the same as before', async () => {
  const [before, after] = [picture('a', 'до'), picture('b', 'после')];
  const changed = aCase({
    acts: [
      submitted(GOOD_REPLY, { pictures: [before] }),
      returned('Покажите и то, что стало.'),
      submitted(GOOD_REPLY, { pictures: [before, after] }),
    ],
  });
  show(changed, curator);
  await act(async () => void (await vi.advanceTimersByTimeAsync(200)));

  expect(text()).toContain('Снимков: 2');
  expect(text()).toContain('Снимки не те, что в прошлой версии');
  expect(text()).toMatch(/до.*Снимок 1 из 2.*1600 × 1200.*1,2 МБ.*после/s);
  const small = button('Открыть крупно: Снимок 2 из 2, после');
  expect(small.querySelector('img')?.src).toBe('data:image/png;base64,b');
  await press('Открыть крупно: Снимок 2 из 2, после');
  expect(button('Свернуть: Снимок 2 из 2, после').getAttribute('aria-expanded')).toBe('true');
});

const ready = aCase({ acts: [submitted(GOOD_REPLY, { pictures: [picture('a'), picture('b')] }), approved()] });

test('nobody is told to send while a picture is not in the box, and the pictures are handed over to be attached by hand', async () => {
  const savePictures = vi.fn(async () => true);
  show(ready, executor, {
    savePictures,
    insert: async () => ({ ok: true, strategy: 'insert-text', pictures: { attached: 1, of: 2 } }),
  });

  await press('Вставить ответ');

  expect(text()).toContain('В поле ответа видно снимков: 1 из 2.');
  expect(text()).not.toContain('Проверьте и нажмите «Отправить»');
  await press('Сохранить снимки');
  expect(savePictures.mock.calls).toMatchObject([[[{ hash: 'a'.repeat(64) }, { hash: 'b'.repeat(64) }]]]);
  expect(text()).toContain('Снимки сохранены');
});

test('it is said that the pictures are in the box when all of them are', async () => {
  show(ready, executor, { insert: async () => ({ ok: true, strategy: 'insert-text', pictures: { attached: 2, of: 2 } }) });

  await press('Вставить ответ');

  expect(text()).toContain('Снимки в поле ответа: 2 из 2.');
  expect(text()).toContain('Проверьте и нажмите «Отправить»');
});

test('it is said that the pictures were not saved when one could not be had', async () => {
  show(ready, executor, { savePictures: async () => false });

  await press('Сохранить снимки');

  expect(text()).toContain('Сохранить не получилось');
});

test('why a picture cannot be seen is said in words, and it is asked for again', async () => {
  const failing = vi.fn(async () => ({ ok: false as const, problem: 'away' as const }));
  show(aCase({ acts: [submitted(GOOD_REPLY, { pictures: [picture('a')] })] }), curator, { readPicture: failing });
  await act(async () => void (await vi.advanceTimersByTimeAsync(200)));
  expect(text()).toContain('Нет связи с сервером. Снимок откроется, когда она появится.');

  await press('Показать снова');
  await act(async () => void (await vi.advanceTimersByTimeAsync(200)));

  expect(failing).toHaveBeenCalledTimes(2);
});

test('a returned draft is corrected with the pictures it had', async () => {
  const submitReply = done();
  const rework = aCase({ acts: [submitted(GOOD_REPLY, { pictures: [picture('a', 'до')] }), returned('Короче')] });
  show(rework, executor, { submitReply });

  await type(DRAFT, 'Мусор вывезен 24 ноября.');
  await press('Отправить на согласование');

  expect(sent(submitReply)).toEqual(['aдо']);
});

test('a colleague’s version with other pictures is not taken over my pictures unread, and both stay when I take it', async () => {
  const submitReply = done();
  const { alt: _, ...other } = picture('b');
  const once = aCase({ acts: [saved('Текст', colleague)] });
  const twice = aCase({ acts: [saved('Текст', colleague), saved('Текст', colleague, { pictures: [other] })] });
  show(once, executor, { submitReply });
  await bring('drop', ['a.jpg']);
  show(twice, executor, { submitReply });

  expect(text()).toContain('Текст сохранён и с другого места');
  await press('Взять эту версию');
  await press('Отправить на согласование');

  expect(sent(submitReply)).toEqual(['b', 'a']);
});
