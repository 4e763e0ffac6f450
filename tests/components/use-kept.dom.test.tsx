import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReplyForm, ReplyPlace } from '../../components/panel/view.ts';
import { aCase } from '../support/builders.ts';
import { caseView } from '../support/panel-props.ts';
import { executor, MINUTE } from '../support/place.ts';
import { clear, showPanel, text, type } from '../support/show.tsx';

const PAUSE_MS = 700;
/** A worker of the extension that died with the message: the page asks again after so long. */
const ASKED_AGAIN_MS = 5_000;

/** A device that is slow with the first saving; what it has written, the last one last, and what it was asked. */
function slowDevice() {
  const written: string[] = [];
  const keepReply = vi.fn(async (_of: ReplyPlace, form: ReplyForm) => {
    const isFirst = keepReply.mock.calls.length === 1;
    if (isFirst) await new Promise((done) => setTimeout(done, ASKED_AGAIN_MS));
    written.push(form.text);
    return 0;
  });
  const asked = () => keepReply.mock.calls.map(([, form]) => form.text);
  return { keepReply, written, asked };
}

function show(keepReply: (of: ReplyPlace, form: ReplyForm) => Promise<number>): void {
  const played = aCase();
  showPanel(caseView(played), { viewer: executor, now: played.at + 10 * MINUTE, actions: { keepReply } });
}

async function typeAndPause(words: string): Promise<void> {
  await type('Проект ответа', words);
  await pass(PAUSE_MS);
}

async function pass(ms: number): Promise<void> {
  await act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  clear();
  vi.useRealTimers();
});

test('the newest text is written last, and those before it not at all, when an earlier saving had to be asked again', async () => {
  const { keepReply, written, asked } = slowDevice();
  show(keepReply);

  for (const words of ['Машина', 'Машина придёт', 'Машина придёт в 18:00']) await typeAndPause(words);
  expect(asked()).toEqual(['Машина']);
  expect(text()).toContain('сохраняется');
  await pass(ASKED_AGAIN_MS);

  expect(written).toEqual(['Машина', 'Машина придёт в 18:00']);
  expect(text()).toContain('сохранено');
});

test('the newest text is written last when the view goes away while an earlier saving is under way', async () => {
  const { keepReply, written } = slowDevice();
  show(keepReply);
  await typeAndPause('Машина');
  await type('Проект ответа', 'Машина придёт');

  clear();
  await pass(ASKED_AGAIN_MS);

  expect(written).toEqual(['Машина', 'Машина придёт']);
});

test('the newest text is out at once when the page goes, and written last where the page comes back', async () => {
  const { keepReply, written, asked } = slowDevice();
  show(keepReply);
  await typeAndPause('Машина');
  await typeAndPause('Машина придёт');

  dispatchEvent(new Event('pagehide'));
  expect(asked()).toEqual(['Машина', 'Машина придёт']);
  await pass(ASKED_AGAIN_MS);

  expect(written.at(-1)).toBe('Машина придёт');
});

test('a text that could not be saved is tried once more when the view goes away, not before', async () => {
  const keepReply = vi.fn().mockRejectedValueOnce(new Error('full')).mockResolvedValue(0);
  show(keepReply);
  await typeAndPause('Машина');
  await pass(60_000);
  expect(keepReply).toHaveBeenCalledOnce();

  clear();

  expect(keepReply).toHaveBeenLastCalledWith(expect.anything(), expect.objectContaining({ text: 'Машина' }));
  expect(keepReply).toHaveBeenCalledTimes(2);
});
