import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { messageRef } from '../../lib/domain/ids.ts';
import { ok } from '../../lib/sites/ok/index.ts';
import type { Page } from '../../lib/sites/site.ts';
import { telegram } from '../../lib/sites/telegram/index.ts';
import { vk } from '../../lib/sites/vk/index.ts';

const POST = messageRef('vk:wall700000208_15');
const COMMENT = messageRef('vk:wall700000208_15?reply=16');
const CLASSIC_POST = messageRef('vk:wall-7263330_1860');
const CLASSIC_COMMENT = messageRef('vk:wall-7263330_1860?reply=5638');

function saved(name: string, url: string): Page {
  const html = readFileSync(`${import.meta.dirname}/${name}`);
  const { window } = new JSDOM(html, { url });
  return { doc: window.document, url: new URL(url), now: Date.parse('2026-03-13T07:00:00Z'), zone: 'Europe/Moscow' };
}
const postPage = () => saved('vk/2026-03-13-redesign-post-page.html', 'https://vk.ru/wall700000208_15');
const classicPage = () => saved('vk/2021-08-28-classic-post-with-thread.html', 'https://vk.com/feed');

function addTo(parent: Element | null | undefined, attributes: Record<string, string>, tag = 'div'): HTMLElement {
  const element = (parent?.ownerDocument ?? document).createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.append(element);
  return element;
}

function redesignBox(page: Page): { box: HTMLElement; target: HTMLElement } {
  const form = addTo(page.doc.querySelector('[data-testid="wall_comments_layout_root"]'), {});
  const target = addTo(form, { class: 'vkitCommentReplyTarget__root--aaaaa' });
  return { box: addTo(addTo(form, {}), { 'data-testid': 'content-editable-input', contenteditable: 'true' }), target };
}

function classicBox(page: Page): { box: HTMLElement; to: HTMLElement; wrap: Element | null } {
  const wrap = page.doc.querySelector('#reply_box_wrap-7263330_1860');
  const form = addTo(wrap, { class: 'reply_box', id: 'reply_box-7263330_1860' });
  const box = addTo(form, { class: 'reply_field', id: 'reply_field-7263330_1860', contenteditable: 'true' });
  return { box, wrap, to: addTo(form, { type: 'hidden', id: 'reply_to-7263330_1860', value: '' }, 'input') };
}

test('there is no box while none was opened', () => {
  expect(vk.composerFor(POST, postPage())).toBeNull();
  expect(vk.composerFor(CLASSIC_POST, classicPage())).toBeNull();
});

test('the box of a post’s own page is the post’s when it stands beside the post', () => {
  const page = postPage();
  const { box } = redesignBox(page);

  expect(vk.composerFor(POST, page)?.box).toBe(box);
  expect(vk.composerFor(COMMENT, page)).toBeNull();
});

test('the box is nobody’s when it names somebody and no reply was seen pressed', () => {
  const page = postPage();
  const { target } = redesignBox(page);
  target.textContent = 'ответ Светлане';

  expect(vk.composerFor(POST, page)).toBeNull();
  expect(vk.composerFor(COMMENT, page)).toBeNull();
});

test('the box is the comment’s when its reply was pressed and the box names its author', () => {
  const page = postPage();
  const { target } = redesignBox(page);
  expect(vk.openComposer(COMMENT, page)).toBe(true);
  target.textContent = 'ответ Светлане';

  const composer = vk.composerFor(COMMENT, page);

  expect(composer?.belongsTo(COMMENT)).toBe(true);
  target.textContent = '';
  expect(composer?.belongsTo(COMMENT)).toBe(false);
  expect(composer?.belongsTo(POST)).toBe(true);
});

test('the network’s greeting is not a person’s text when a comment is answered', () => {
  const page = postPage();
  const { box, target } = redesignBox(page);
  vk.openComposer(COMMENT, page);
  target.textContent = 'ответ Светлане';
  box.textContent = 'Светлана, ';

  expect(vk.composerFor(COMMENT, page)?.text()).toBe('');
  box.textContent = 'Светлана, добрый день';
  expect(vk.composerFor(COMMENT, page)?.text()).toBe('добрый день');
});

test('a gone box belongs to nobody', () => {
  const page = postPage();
  const { box } = redesignBox(page);
  const composer = vk.composerFor(POST, page);

  box.remove();

  expect(composer?.belongsTo(POST)).toBe(false);
});

test('the classic box says itself whom it answers', () => {
  const page = classicPage();
  const { box, to } = classicBox(page);
  expect(vk.composerFor(CLASSIC_POST, page)?.box).toBe(box);

  to.setAttribute('value', '5638');

  expect(vk.composerFor(CLASSIC_POST, page)).toBeNull();
  expect(vk.composerFor(CLASSIC_COMMENT, page)?.box).toBe(box);
});

test('the classic box says whose name the reply will bear', () => {
  const page = classicPage();
  const { wrap } = classicBox(page);
  const fake = page.doc.querySelector('.reply_fakebox_wrap');
  fake?.setAttribute('data-owner-href', '/club7263330');
  fake?.setAttribute('data-owner-name', 'Сообщество');
  const checkbox = addTo(wrap, { id: 'reply_as_group-7263330_1860', class: 'checkbox_official' });

  expect(vk.composerFor(CLASSIC_POST, page)?.identity()).toMatchObject({ kind: 'known', url: 'https://vk.com/id827597843' });
  checkbox.classList.add('on');
  expect(vk.composerFor(CLASSIC_POST, page)?.identity()).toEqual({
    kind: 'known',
    name: 'Сообщество',
    url: 'https://vk.com/club7263330',
  });
  fake?.removeAttribute('data-owner-href');
  expect(vk.composerFor(CLASSIC_POST, page)?.identity()).toEqual({ kind: 'unknown' });
});

test('the box under a photo is no box of the wall', () => {
  const page = saved('vk/2021-08-28-classic-deleted.html', 'https://vk.com/wall700000201_8');
  addTo(page.doc.querySelector('#pv_box'), { class: 'reply_field', contenteditable: 'true' });

  expect(vk.composerFor(messageRef('vk:wall700000201_8'), page)).toBeNull();
});

test('the box in the layer of a video says itself which comment it answers, and is nobody’s when it names another video', () => {
  const page = saved('vk/2019-08-23-video-layer.html', 'https://vk.com/video?z=video-900000101_456270337');
  const comment = messageRef('vk:video-900000101_456270337?reply=41');
  const form = addTo(page.doc.querySelector('#mv_box'), { id: 'mv_reply_form' });
  const id = '-900000101_video456270337mv';
  const box = addTo(form, { class: 'reply_field', id: `reply_field${id}`, contenteditable: 'true' });
  const to = addTo(form, { type: 'hidden', id: `reply_to${id}`, value: '' }, 'input') as HTMLInputElement;
  expect(vk.composerFor(comment, page)).toBeNull();

  to.value = '41';
  expect(vk.composerFor(comment, page)?.box).toBe(box);

  box.id = 'reply_field-900000101_video1mv';
  expect(vk.composerFor(comment, page)).toBeNull();
});

test('the form of m.vk.com is the post’s that its address names, and nobody’s while it answers a comment', () => {
  const page = saved('vk/2025-06-01-mobile-comments.html', 'https://m.vk.com/wall-900000101_31');
  const post = messageRef('vk:wall-900000101_31');
  const action = '/wall?act=post&new_comment=-900000101_31&hash=0';
  const form = addTo(page.doc.body, { action, method: 'post' }, 'form');
  const to = addTo(form, { type: 'hidden', name: 'reply_to', value: '' }, 'input') as HTMLInputElement;
  const box = addTo(form, { name: 'message' }, 'textarea');
  expect(vk.composerFor(post, page)?.box).toBe(box);

  to.value = '32';
  for (const ref of [post, messageRef('vk:wall-900000101_31?reply=32')]) expect(vk.composerFor(ref, page)).toBeNull();

  to.value = '';
  form.setAttribute('action', action.replace('_31', '_30'));
  expect(vk.composerFor(post, page)).toBeNull();

  form.setAttribute('action', action);
  to.remove();
  expect(vk.composerFor(post, page)).toBeNull();
});

test('OK’s box is the topic’s, and the new-topic box and messages are none', () => {
  const page = saved('ok/2026-08-19-topic-with-comments.html', 'https://ok.ru/group/70000000000101/topic/156000000000405');
  const topic = messageRef('ok:topic/156000000000405');
  const box = page.doc.querySelector('.comments_add-ceditable');

  expect(ok.composerFor(topic, page)?.box).toBe(box);
  expect(ok.composerFor(topic, page)?.identity()).toEqual({ kind: 'unknown' });
  box?.classList.add('posting_itx');
  expect(ok.composerFor(topic, page)).toBeNull();
});

test('Telegram’s box answers the post whose comments are open, and nothing while it answers another message', () => {
  const page = saved('telegram/2026-08-21-a-comments.html', 'https://web.telegram.org/a/#-1001900000102_42_thread');
  const box = page.doc.querySelector('#editable-message-text');
  const post = messageRef('tg:-1001900000102/42');

  expect(telegram.composerFor(post, page)?.box).toBe(box);
  expect(telegram.composerFor(messageRef('tg:-1001900000102/43'), page)).toBeNull();
  addTo(page.doc.querySelector('.Composer'), { class: 'ComposerEmbeddedMessage' }).textContent = 'Марина Панина';
  expect(telegram.composerFor(post, page)).toBeNull();
});
