import { beforeEach, expect, test } from 'vitest';
import { createRoom } from '../../lib/overlay/room.ts';

const root = document.documentElement;

beforeEach(() => {
  root.removeAttribute('style');
  window.innerWidth = 1280;
});

test('the page moves aside when enough of it stays', () => {
  createRoom(document).make(400);

  expect(root.style.getPropertyValue('margin-right')).toBe('400px');
});

test('the page is left alone when too little of it would stay', () => {
  window.innerWidth = 1024;

  createRoom(document).make(400);

  expect(root.style.getPropertyValue('margin-right')).toBe('');
});

test('what the network had set comes back when the panel goes', () => {
  root.style.setProperty('margin-right', '7px', 'important');
  const room = createRoom(document);
  room.make(400);
  room.make(500);

  room.giveBack();

  expect(root.style.getPropertyValue('margin-right')).toBe('7px');
  expect(root.style.getPropertyPriority('margin-right')).toBe('important');
});
