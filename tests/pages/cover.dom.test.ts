import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guardPresses, watchCover } from '../../lib/pages/cover.ts';

/** The way of browsers that do not tell what is painted over a frame: the page's own copy of the extension is asked. */
let covered: () => Promise<{ covered: boolean }>;
let doc: Document;
let acts: string[];
let said: boolean[];

beforeEach(() => {
  vi.useFakeTimers();
  acts = [];
  said = [];
  doc = document.implementation.createHTMLDocument();
  const form = doc.createElement('form');
  const own = doc.createElement('div');
  form.append(button('act'));
  own.append(button('out'));
  own.id = 'own';
  doc.body.append(form, own);
  form.addEventListener('submit', () => acts.push('submit'));
});
afterEach(() => {
  vi.useRealTimers();
});

function button(id: string): HTMLButtonElement {
  const made = doc.createElement('button');
  made.id = id;
  made.type = 'button';
  made.addEventListener('click', () => acts.push(id));
  return made;
}

async function guarded(): Promise<void> {
  const own = doc.querySelector('#own') as Element;
  guardPresses(
    doc,
    watchCover(doc, () => covered()),
    own,
    (isSaid) => said.push(isSaid),
  );
  await vi.advanceTimersByTimeAsync(0);
}

function press(id: string): void {
  doc.querySelector<HTMLElement>(`#${id}`)?.click();
}

function submit(): void {
  doc.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
}

test('a press goes through when the page lets the panel be seen', async () => {
  covered = async () => ({ covered: false });
  await guarded();
  press('act');
  submit();

  expect(acts).toEqual(['act', 'submit']);
  expect(said).toEqual([]);
});

test('no press goes through when the panel is covered, but the one that leads out', async () => {
  covered = async () => ({ covered: true });
  await guarded();
  press('act');
  submit();
  press('out');

  expect(acts).toEqual(['out']);
  expect(said).toEqual([true, true]);
});

test('no press goes through when nobody answers', async () => {
  covered = () => Promise.reject(new Error('gone'));
  await guarded();
  press('act');

  expect(acts).toEqual([]);
});

test('the words go away when the panel can be seen again while the pointer is in it', async () => {
  covered = async () => ({ covered: true });
  await guarded();
  doc.documentElement.dispatchEvent(new Event('pointerenter'));
  press('act');
  covered = async () => ({ covered: false });
  await vi.advanceTimersByTimeAsync(1_500);
  press('act');

  expect(said.at(-1)).toBe(false);
  expect(acts).toEqual(['act']);
});
