import { afterEach, expect, test } from 'vitest';
import { messageRef } from '../../lib/domain/ids.ts';
import { ok } from '../../lib/sites/ok/index.ts';
import type { Page } from '../../lib/sites/site.ts';
import { telegram } from '../../lib/sites/telegram/index.ts';
import { vk } from '../../lib/sites/vk/index.ts';

const NOW = Date.parse('2026-03-12T10:30:00Z');

afterEach(() => {
  document.body.replaceChildren();
  document.body.removeAttribute('scheme');
  document.body.removeAttribute('style');
});

function pageAt(url: string): Page {
  return { doc: document, url: new URL(url), now: NOW, zone: 'Europe/Moscow' };
}
const wall = pageAt('https://vk.com/lebedinoe_okrug');

function part(parent: Element, testid: string, text = '', tag = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.setAttribute('data-testid', testid);
  element.textContent = text;
  parent.append(element);
  return element;
}

function skeleton(id: string): HTMLElement {
  const post = part(document.body, 'post', '', 'article');
  post.setAttribute('data-post-id', id);
  return post;
}

function draw(post: Element, author: string, text: string): HTMLElement {
  const header = part(post, 'post-header');
  part(header, 'post-header-title', author, 'a').setAttribute('href', '/id700000201');
  part(header, 'post_date_block_preview', '2 мин назад', 'a');
  part(post, 'showmoretext-in', text);
  return header;
}

test('a post is not sighted while it is a skeleton, and is when its header arrives', () => {
  const post = skeleton('-1_2');
  expect(vk.findMessages(document, wall)).toEqual([]);

  const header = draw(post, 'Ольга Беляева', 'Яма');

  expect(vk.findMessages(header, wall).map(({ ref }) => ref)).toEqual(['vk:wall-1_2']);
});

test('nothing is sighted when what was added inside a message is no part of it', () => {
  const post = skeleton('-1_2');
  draw(post, 'Ольга Беляева', 'Яма');
  const counter = part(post, 'post_footer_action_like', '25');

  expect(vk.findMessages(counter, wall)).toEqual([]);
});

test('only what lies in the given root is found when nodes were added', () => {
  for (const id of ['-1_2', '-1_3']) draw(skeleton(id), 'Ольга Беляева', 'Яма');
  const added = skeleton('-1_4');
  draw(added, 'Артём Сухов', 'Снег');

  expect(vk.findMessages(added, wall).map(({ ref }) => ref)).toEqual(['vk:wall-1_4']);
});

test('the message of the moment is read when the network gave the node to another post', () => {
  const post = skeleton('-1_2');
  draw(post, 'Ольга Беляева', 'Яма');
  const [sighting] = vk.findMessages(document, wall);

  post.setAttribute('data-post-id', '-1_77');
  for (const text of post.querySelectorAll('[data-testid="showmoretext-in"]')) text.textContent = 'Другая запись';

  expect(sighting?.read()).toMatchObject({ ref: 'vk:wall-1_77', text: 'Другая запись' });
  expect(vk.locate(messageRef('vk:wall-1_2'), wall)).toBeNull();
  expect(vk.locate(messageRef('vk:wall-1_77'), wall)?.element).toBe(post);
});

test('the post in the layer counts when the same post stands in the feed below', () => {
  draw(skeleton('-1_2'), 'Ольга Беляева', 'Яма');
  const layer = document.createElement('div');
  layer.id = 'post-layer';
  document.body.append(layer);
  const upper = skeleton('-1_2');
  draw(upper, 'Ольга Беляева', 'Яма');
  layer.append(upper);

  expect(vk.locate(messageRef('vk:wall-1_2'), wall)?.element).toBe(upper);
});

test('a ref of another shape finds nothing when it is asked for', () => {
  draw(skeleton('-1_2'), 'Ольга Беляева', 'Яма');

  for (const ref of ['vk:wall-1_2"] *', 'ok:topic/2', 'vk:photo-1_2', '']) {
    expect(vk.locate(messageRef(ref), wall)).toBeNull();
    expect(ok.locate(messageRef(ref), pageAt('https://ok.ru/group/1'))).toBeNull();
  }
});

test('health is off when the address promises messages and none is read', () => {
  expect(vk.health(wall)).toMatchObject({ expected: true, verdict: 'off' });
  expect(ok.health(pageAt('https://ok.ru/group/1'))).toMatchObject({ expected: true, verdict: 'off' });
  expect(vk.health(pageAt('https://vk.com/im'))).toMatchObject({ expected: false, verdict: 'ok' });
});

test('health is degraded when a post bears no id, or no text is found on any', () => {
  draw(skeleton('-1_2'), 'Ольга Беляева', 'Яма');
  expect(vk.health(wall).verdict).toBe('ok');

  part(document.body, 'post').removeAttribute('data-post-id');
  expect(vk.health(wall).verdict).toBe('degraded');

  document.body.lastElementChild?.remove();
  document.querySelector('[data-testid="showmoretext-in"]')?.remove();
  expect(vk.health(wall).verdict).toBe('degraded');
});

test.each([
  ['https://vk.com/club900000101', true],
  ['https://vk.ru/public900000101', true],
  ['https://m.vk.com/Lebedinoe_Okrug/', true],
  ['https://vk.com/lebedinoe_okrug2', false],
  ['https://vk.com.example.org/lebedinoe_okrug', false],
  ['javascript:alert(1)', false],
  [null, false],
])('a VK account at %s is official: %s', (url, official) => {
  const accounts = [
    { network: 'vk' as const, name: 'Администрация', url: 'https://vk.com/lebedinoe_okrug' },
    { network: 'vk' as const, name: 'Администрация', url: 'https://vk.com/club900000101' },
  ];

  expect(vk.isOfficial({ name: 'Администрация', url }, accounts)).toBe(official);
});

test('an OK account is official by its address and never by its name', () => {
  const accounts = [{ network: 'ok' as const, name: 'Администрация', url: 'https://ok.ru/group/70000000000101' }];

  expect(ok.isOfficial({ name: 'Иное', url: 'https://www.ok.ru/group70000000000101' }, accounts)).toBe(true);
  expect(ok.isOfficial({ name: 'Администрация', url: 'https://ok.ru/profile/1' }, accounts)).toBe(false);
  expect(ok.isOfficial({ name: 'Администрация', url: null }, accounts)).toBe(false);
});

test('the theme is the page’s own word for it, else its background', () => {
  expect(vk.theme(document)).toBe('light');
  document.body.style.backgroundColor = 'rgb(20, 20, 20)';
  expect(vk.theme(document)).toBe('dark');
  document.body.setAttribute('scheme', 'vkcom_light');
  expect(vk.theme(document)).toBe('light');
  document.body.setAttribute('scheme', 'space_gray');
  expect(vk.theme(document)).toBe('dark');
});

test('a Telegram account is official by its public name and never by its title', () => {
  const accounts = [{ network: 'telegram' as const, name: 'Округ', url: 'https://t.me/lebedinoe' }];

  expect(telegram.isOfficial({ name: 'Иное', url: 'https://t.me/Lebedinoe/12' }, accounts)).toBe(true);
  expect(telegram.isOfficial({ name: 'Округ', url: 'https://t.me/c/1900000101/12' }, accounts)).toBe(false);
  expect(telegram.isOfficial({ name: 'Округ', url: null }, accounts)).toBe(false);
});

function show(html: string): void {
  document.body.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
}

const inChat = (bubbles: string) =>
  show(`<div id="column-center"><div class="chats-container">
    <div class="chat"><div class="chat-info"><span class="peer-title" data-peer-id="-1001900000999"></span></div></div>
    <div class="chat active"><div class="chat-info"><span class="peer-title" data-peer-id="-1001900000101">Округ</span></div>
    <div class="bubbles">${bubbles}</div></div></div></div>`);

test.each(['#@lebedinoe', '#-1001900000101'])(
  'a message of Telegram’s K keeps its ref when its element does not name the chat, at %s',
  (hash) => {
    const chat = pageAt(`https://web.telegram.org/k/${hash}`);
    const refs = () => telegram.findMessages(document, chat).map(({ ref }) => ref);
    const written =
      '<div class="message"><span class="peer-title" data-peer-id="42">Ольга</span>Яма<span class="time"></span></div>';

    inChat(`<div class="bubble" data-mid="128" data-peer-id="-1001900000101">${written}</div>`);
    const named = refs();
    inChat(`<div class="bubble" data-mid="128">${written}</div>`);

    expect(named).toEqual(['tg:-1001900000101/128']);
    expect(refs()).toEqual(named);
  },
);

test('a message of Telegram’s K goes by the name in the address when the page says no number of the chat', () => {
  show('<div class="bubble" data-mid="128"><div class="message">Яма<span class="time"></span></div></div>');

  const found = telegram.findMessages(document, pageAt('https://web.telegram.org/k/#@lebedinoe'));

  expect(found.map(({ ref }) => ref)).toEqual(['tg:@lebedinoe/128']);
});

test('comments of a discussion in a layer are not taken for those of the topic under it when nothing says whose they are', () => {
  const page = pageAt('https://ok.ru/group/1/topic/2');
  const layer = document.createElement('div');
  layer.id = 'topPanelPopup_d';
  const comment = document.createElement('div');
  comment.id = 'd-id-cmnt-1511875975623--6929-rp';
  comment.className = 'd_comment_w';
  const text = document.createElement('div');
  text.className = 'd_comment_text';
  text.textContent = 'А на Лесной?';
  comment.append(text);
  layer.append(comment);
  document.body.append(layer);

  expect(ok.findMessages(document, page)).toEqual([]);
  expect(ok.messageAround(text, page)).toBeNull();
});
