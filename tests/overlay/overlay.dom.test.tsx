import { afterEach, expect, test } from 'vitest';
import type { MessageRef } from '../../lib/domain/ids.ts';
import { CHIP_TAG } from '../../lib/overlay/chip.ts';
import type { ReplySighting } from '../../lib/overlay/reply-watch.ts';
import { createOverlay, type Overlay } from '../../lib/overlay/runtime.ts';
import type { ChipSaid } from '../../lib/protocol/messages.ts';
import { MORNING } from '../support/place.ts';
import { addPost, refOf, tinySite } from './tiny-network.ts';

interface Heard {
  asked: MessageRef[][];
  opened: string[];
  replies: ReplySighting[];
}

let overlay: Overlay | null = null;

afterEach(() => {
  overlay?.stop();
  document.body.replaceChildren();
});

function start(factsOf: (ref: MessageRef) => Partial<ChipSaid> = () => ({}), isValid = () => true): Heard {
  const heard: Heard = { asked: [], opened: [], replies: [] };
  overlay = createOverlay({
    site: tinySite,
    doc: document,
    lang: 'ru',
    now: () => MORNING,
    isValid,
    showPanel: (url) => heard.opened.push(url),
    shadowMode: 'open',
    patienceMs: 40,
    background: {
      async chips(refs) {
        heard.asked.push(refs);
        return refs.map((ref) => ({ ...drafting(ref), ...factsOf(ref) }));
      },
      async openPanel({ ref }) {
        return { panelUrl: `panel of ${ref}` };
      },
      async repliesSeen(replies) {
        heard.replies.push(...replies);
      },
    },
  });
  return heard;
}

function chipIn(post: Element): HTMLElement | null {
  return post.querySelector(CHIP_TAG);
}

function textOf(post: Element): string | null {
  return chipIn(post)?.shadowRoot?.querySelector('span')?.textContent ?? null;
}

async function frames(count = 3): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function drafting(ref: MessageRef): ChipSaid {
  return {
    ref,
    kind: 'case',
    level: 'calm',
    isFollowed: false,
    text: 'готовится ответ',
    label: 'Инцидент: готовится ответ',
  };
}

const unsentOnly = (id: string) => (ref: MessageRef) => {
  return ref === refOf(id) ? { text: 'готовится ответ · не отправлено', label: 'Инцидент: готовится ответ, не отправлено' } : {};
};

test('all posts of a frame are asked for in one request, when six hundred arrive', async () => {
  const heard = start();
  const feed = document.createElement('main');
  for (let id = 1; id <= 600; id += 1) addPost(String(id), 'текст', feed);

  document.body.append(feed);
  await frames();

  expect(heard.asked.map((refs) => refs.length)).toEqual([600]);
  expect(document.querySelectorAll(CHIP_TAG)).toHaveLength(600);
});

test('an element shows the chip of the message it holds now, when the network gives it to another one', async () => {
  const post = addPost('1');
  start(unsentOnly('1'));
  await frames();
  expect(textOf(post)).toBe('готовится ответ · не отправлено');

  post.setAttribute('data-post-id', '2');
  const atOnce = await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(textOf(post)))));
  await frames();

  expect(atOnce).not.toBe('готовится ответ · не отправлено');
  expect(textOf(post)).toBe('готовится ответ');
});

test('a late answer does not reach an element that holds another message by then', async () => {
  const post = addPost('1');
  const { promise, resolve } = withResolver<ChipSaid[]>();
  const heard = start();
  overlay?.stop();
  overlay = createOverlay({
    site: tinySite,
    doc: document,
    lang: 'ru',
    now: () => MORNING,
    isValid: () => true,
    showPanel: () => undefined,
    shadowMode: 'open',
    background: {
      chips: (refs) => (refs.includes(refOf('1')) ? promise : Promise.resolve([])),
      openPanel: async () => ({ panelUrl: '' }),
      repliesSeen: async () => heard,
    },
  });

  post.setAttribute('data-post-id', '2');
  await frames();
  resolve([drafting(refOf('1'))]);
  await frames();

  expect(chipIn(post)?.isConnected ?? false).toBe(false);
});

test('an element that no longer holds a message loses its chip', async () => {
  const post = addPost('1');
  start();
  await frames();

  post.removeAttribute('data-post-id');
  overlay?.rescan();
  await frames();

  expect(chipIn(post)).toBeNull();
});

test('a click that the page made up opens nothing', async () => {
  const post = addPost('1');
  const heard = start();
  await frames();

  chipIn(post)?.shadowRoot?.querySelector('button')?.click();
  await frames();

  expect(heard.opened).toEqual([]);
});

test('a chip that the page throws away comes back, and the page wins when it insists', async () => {
  const post = addPost('1');
  start();
  await frames();

  for (let thrown = 0; thrown < 3; thrown += 1) {
    chipIn(post)?.remove();
    await frames();
    expect(chipIn(post)).not.toBeNull();
  }
  for (let thrown = 0; thrown < 5; thrown += 1) {
    chipIn(post)?.remove();
    await frames();
  }

  expect(chipIn(post)).toBeNull();
});

test('nothing is placed for a viewer for whom there is nothing', async () => {
  const post = addPost('1');
  start(() => ({ kind: 'hidden' }));
  await frames();

  expect(chipIn(post)).toBeNull();
});

test('a page that outlived the extension is left alone', async () => {
  const heard = start(undefined, () => false);
  const post = addPost('1');
  await frames();

  expect(heard.asked).toEqual([]);
  expect(chipIn(post)).toBeNull();
});

test('comments under a message are reported once, when its approved reply is awaited', async () => {
  addPost('1');
  const heard = start((ref) => ({ isFollowed: ref === refOf('1') }));
  await frames();

  const reply = addPost('7', 'Вывезем сегодня');
  reply.setAttribute('data-reply-to', '1');
  addPost('8').setAttribute('data-reply-to', '5');
  await frames();
  overlay?.refresh('all');
  await frames();

  expect(heard.replies.map(({ parentRef, reply: seen }) => [parentRef, seen.ref])).toEqual([[refOf('1'), refOf('7')]]);
});

test('a reply to a comment is looked for in its thread and not among the comments of the post', async () => {
  addPost('7?reply=1').setAttribute('data-reply-to', '7');
  addPost('7?reply=2').setAttribute('data-reply-to', '7?reply=1');
  const awaitedRefs = [refOf('7?reply=1'), refOf('7?reply=2')];
  const heard = start((ref) => ({ isFollowed: awaitedRefs.includes(ref) }));
  await frames();
  heard.replies.length = 0;

  addPost('7?reply=3').setAttribute('data-reply-to', '7');
  addPost('7?reply=4').setAttribute('data-reply-to', '7?reply=1');
  await frames();

  const told = heard.replies.map(({ parentRef, reply: seen }) => `${seen.ref} for ${parentRef}`);
  expect(told.sort()).toEqual([
    `${refOf('7?reply=4')} for ${refOf('7?reply=1')}`,
    `${refOf('7?reply=4')} for ${refOf('7?reply=2')}`,
  ]);
});

test('where a page shows no threads, the reply is known by the name it begins with', async () => {
  addPost('7?reply=1').setAttribute('data-reply-to', '7');
  const heard = start((ref) => ({ isFollowed: ref === refOf('7?reply=1') }));
  await frames();
  heard.replies.length = 0;

  addPost('7?reply=3', 'Марина, вывезем сегодня').setAttribute('data-reply-to', '7');
  addPost('7?reply=4', 'вывезем сегодня').setAttribute('data-reply-to', '7');
  await frames();

  expect(heard.replies.map(({ reply: seen }) => seen.ref)).toEqual([refOf('7?reply=3')]);
});

test('what is answered in a thread under a followed post is told, and what was deleted is told anew', async () => {
  addPost('7');
  const heard = start((ref) => ({ isFollowed: ref === refOf('7') }));
  addPost('7?reply=1', 'Вывезем сегодня').setAttribute('data-reply-to', '7');
  const answer = addPost('7?reply=2', 'А когда?');
  answer.setAttribute('data-reply-to', '7?reply=1');
  addPost('8?reply=3', 'Другое').setAttribute('data-reply-to', '8?reply=1');
  await frames();
  const before = heard.replies.map(({ reply: seen }) => seen.ref);

  answer.setAttribute('data-deleted', '');
  answer.append(document.createElement('em'));
  await frames();

  expect(before.sort()).toEqual([refOf('7?reply=1'), refOf('7?reply=2')]);
  expect(heard.replies.slice(before.length).map(({ reply: seen }) => [seen.ref, seen.deleted])).toEqual([
    [refOf('7?reply=2'), true],
  ]);
});

test('comments are not read at all, when no reply is awaited', async () => {
  addPost('1');
  const heard = start();
  addPost('7').setAttribute('data-reply-to', '1');
  await frames();

  expect(heard.replies).toEqual([]);
});

test('the chip says its whole sentence to a screen reader', async () => {
  const post = addPost('1');
  start(() => ({ text: 'готовится ответ · п. 11', label: 'Инцидент: готовится ответ, п. 11. Открыть в панели', level: 'soon' }));
  await frames();

  const button = chipIn(post)?.shadowRoot?.querySelector('button');
  expect(textOf(post)).toBe('готовится ответ · п. 11');
  expect(button?.getAttribute('aria-label')).toBe('Инцидент: готовится ответ, п. 11. Открыть в панели');
  expect(button?.className).toContain('soon');
});

function withResolver<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function notice(): string | null {
  return document.querySelector('vovremya-notice')?.shadowRoot?.querySelector('p')?.textContent ?? null;
}
const patience = () => new Promise((resolve) => setTimeout(resolve, 80));

test('the person is told in words when the address promises messages and none can be read, until one is', async () => {
  start();
  expect(notice()).toBeNull();

  await patience();
  expect(notice()).toContain('не нашло здесь ни одного сообщения');

  addPost('1');
  await frames();
  expect(notice()).toBeNull();
});

test('nothing is said when messages were read in time, or when the page’s copy of the extension has ended', async () => {
  addPost('1');
  start();
  await patience();
  expect(notice()).toBeNull();

  document.body.replaceChildren();
  overlay?.stop();
  await patience();
  expect(notice()).toBeNull();
});
