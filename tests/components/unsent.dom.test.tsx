import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { FrameContext } from '../../components/frame.ts';
import { Unsent, type UnsentCounts, type UnsentHands } from '../../components/options/unsent.tsx';
import { texts } from '../../lib/texts/texts.ts';
import { executor, MORNING, people } from '../support/place.ts';
import { clear, hasButton, press, text } from '../support/show.tsx';

const SAVE = 'Сохранить неотправленное в файл';
const SOME: UnsentCounts = { acts: 2, refusals: 1, drafts: 0, unreadable: 0 };

async function show(hands: Partial<UnsentHands>, news = ''): Promise<void> {
  const frame = { t: texts('ru'), now: MORNING, zone: 'Asia/Yekaterinburg', actor: executor, context: null, people };
  await act(async () =>
    render(
      <FrameContext.Provider value={frame}>
        <Unsent onCount={async () => SOME} onSave={async () => 'файл.html'} news={news} {...hands} />
      </FrameContext.Provider>,
      document.body,
    ),
  );
}

afterEach(clear);

test('how much is unsent is counted, and the file that was saved is named', async () => {
  const onSave = vi.fn(async () => 'файл.html');
  await show({ onSave });
  expect(text()).toContain('Действий: 2 · Не принято сервером: 1');
  expect(text()).not.toContain('Набранных текстов');

  await press(SAVE);

  expect(onSave).toHaveBeenCalledOnce();
  expect(text()).toContain('Файл «файл.html» сохранён в «Загрузки»');
});

test('nothing is offered when nothing is unsent', async () => {
  await show({ onCount: async () => ({ acts: 0, refusals: 0, drafts: 0, unreadable: 0 }) });

  expect(text()).toContain('Неотправленного нет');
  expect(hasButton(SAVE)).toBe(false);
});

test('what a newer version wrote is told of, though it cannot be saved here', async () => {
  await show({ onCount: async () => ({ acts: 0, refusals: 0, drafts: 0, unreadable: 4 }) });

  expect(text()).toContain('в файл не войдёт: 4');
});

test('it is counted anew when there is news', async () => {
  const counts = [SOME, { ...SOME, acts: 5 }];
  const onCount = async () => counts.shift() ?? SOME;
  await show({ onCount }, 'a');
  await show({ onCount }, 'a');
  expect(text()).toContain('Действий: 2');

  await show({ onCount }, 'b');

  expect(text()).toContain('Действий: 5');
});

test('that the storage cannot be read is said, and trying again helps when it can', async () => {
  const onCount = vi.fn(async () => SOME).mockRejectedValueOnce(new Error('no'));
  await show({ onCount });
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('Хранилище расширения не читается');
  expect(hasButton(SAVE)).toBe(false);

  await press('Попробовать снова');

  expect(text()).toContain('Действий: 2');
});

test('no file is called saved when the storage cannot be read', async () => {
  await show({ onSave: () => Promise.reject(new Error('no')) });

  await press(SAVE);

  expect(document.querySelector('[role="alert"]')?.textContent).toContain('Файл не сохранён');
  expect(text()).not.toContain('сохранён в «Загрузки»');
});
