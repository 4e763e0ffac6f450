import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'vovremya-page-'));
const CLASSIC = join(root, 'tests/sites/vk/2012-01-11-classic-wall.html');
const BOARD = join(root, 'tests/sites/vk/2026-09-01-board-topic.html');
const vk = ['--site', 'vk', '--url', 'https://vk.com/club900000101'];

afterAll(() => rmSync(folder, { recursive: true }));

function parsePage(...args: string[]) {
  const run = spawnSync(process.execPath, ['cli/main.ts', 'parse-page', ...args], { cwd: root, encoding: 'utf8' });
  return { status: run.status, out: run.stdout, err: run.stderr.split('\n').filter(Boolean) };
}

function read(...args: string[]) {
  const { status, out, err } = parsePage(...args);
  expect([status, err]).toEqual([0, []]);
  return JSON.parse(out);
}

function saved(name: string, bytes: Uint8Array | string): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

function inWindows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : code - 0x410 + 0xc0;
  });
}

function postSaying(text: string): string {
  return `<div class="_post post" data-post-id="-1_2"><h5 class="post_author"><a class="author" href="/id5">А</a></h5><div class="wall_post_text">${text}</div></div>`;
}

test('a saved page is one object, each message with kind, parent, author, time and permalink', () => {
  const { page, layout, messages, health } = read(...vk, '--now', '2012-01-11T19:34:00Z', '--zone', 'Europe/Moscow', CLASSIC);

  expect([page, layout, messages.length, health.expected, health.verdict]).toEqual(['wall', 'classic-2012', 4, true, 'ok']);
  expect(messages[1]).toEqual({
    ref: 'vk:wall-900000101_14?reply=15',
    kind: 'comment',
    parent: 'vk:wall-900000101_14',
    author: { name: 'Виктор Громов', url: 'https://vk.com/vgromov', id: null },
    text: 'И на Лесной. Вот похожее: здесь',
    time: { at: '2012-01-11T19:20:00Z', approximate: false },
    permalink: 'https://vk.com/wall-900000101_14?reply=15',
    deleted: false,
  });
  expect(Object.keys(health.roles[0])).toEqual(['role', 'tried', 'hit']);
});

test.each(['vkontakte.ru', 'm.vkontakte.ru', 'new.vk.com'])('a post keeps its ref when the page was saved at %s', (host) => {
  const at = ['--now', '2012-01-11T19:34:00Z', '--zone', 'Europe/Moscow', CLASSIC];
  const { page, messages } = read('--site', 'vk', '--url', `http://${host}/club900000101`, ...at);

  expect([page, messages.length, messages[1].ref]).toEqual(['wall', 4, 'vk:wall-900000101_14?reply=15']);
  expect(messages[1].permalink).toBe('https://vk.com/wall-900000101_14?reply=15');
});

test('a message without an id is left out and health says so', () => {
  const url = 'https://vk.com/topic-900000101_53647274';
  const { page, messages, health } = read('--site', 'vk', '--url', url, BOARD);

  expect([page, messages.length, health.verdict]).toEqual(['board', 3, 'degraded']);
  expect(health.roles).toContainEqual({ role: 'commentId', tried: 1, hit: null });
  expect(messages[1]).toMatchObject({ kind: 'reply', parent: 'vk:topic-900000101_53647274?post=7409' });
});

const META = '<meta http-equiv="content-type" content="text/html; charset=windows-1251">';
test.each([
  ['windows-1251 by its meta tag', inWindows1251(`${META}${postSaying('Вода')}`)],
  ['UTF-8 by its byte order mark', `\ufeff${META}${postSaying('Вода')}`],
  ['UTF-16 by its byte order mark', Buffer.from(`\ufeff${postSaying('Вода')}`, 'utf16le')],
  ['UTF-8 with no word of it', postSaying('Вода')],
  ['UTF-8 under a tag that still says windows-1251', `${META}${postSaying('Вода')}`],
  ['UTF-8 under a tag that names no charset', `<meta charset="koi-9">${postSaying('Вода')}`],
])('the text is whole when the page is %s', (name, bytes) => {
  expect(read(...vk, saved(`${name.slice(0, 9)}.html`, bytes)).messages[0]?.text).toBe('Вода');
});

test.each([
  ['empty', ''],
  ['no page at all', Uint8Array.from({ length: 4_096 }, (_, at) => at % 256)],
  ['a page of somebody else', '<h1>Привет</h1><script>process.exit(7)</script>'],
])('nothing is read and health is off when the file is %s', (_, bytes) => {
  const { messages, health } = read(...vk, saved('hostile.html', bytes));

  expect([messages, health.verdict]).toEqual([[], 'off']);
});

test('other selectors are tried on a page, and what is wrong in them is warned of by the entry', () => {
  const page = saved(
    'next.html',
    '<article class="card" data-post-id="-1_2"><h2 class="by"><a href="/id5">А</a></h2><p class="words">Вода</p></article>',
  );
  const entry = { layout: 'next', surety: 'in-use', seen: '2026-12' };
  const roles = {
    post: [
      { ...entry, css: '.card[' },
      { ...entry, css: '.card' },
    ],
    postAuthorName: [{ ...entry, css: '.by' }, { css: '.by' }],
    postText: [{ ...entry, css: '.words' }],
  };
  const selectors = saved('selectors.json', JSON.stringify({ network: 'vk', roles }));

  const { status, out, err } = parsePage(...vk, '--selectors', selectors, page);

  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ layout: 'next', messages: [{ ref: 'vk:wall-1_2', text: 'Вода' }] });
  expect(err).toEqual([expect.stringContaining('роль «postAuthorName», запись 2'), expect.stringContaining('«.card[»')]);
  expect(parsePage(...vk, '--selectors', saved('none.json', '[]'), page)).toMatchObject({ status: 2, out: '' });
});

const MHTML = (parts: string[]) =>
  `From: <Saved by Blink>\r\nSnapshot-Content-Location: https://vk.com/feed\r\nContent-Type: multipart/related;\r\n\ttype="text/html"; boundary="--1"\r\n\r\n\r\n${parts.map((part) => `----1\r\n${part}\r\n`).join('')}----1--\r\n`;
const FRAME = 'Content-Type: text/html\r\nContent-Location: https://vk.com/frame\r\n\r\n<p>Рамка</p>';
const PICTURE = 'Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=';
const quoted = (bytes: Uint8Array) =>
  [...bytes]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
    .replace(/(.{72})/g, '$1=\r\n')
    .replaceAll('=20', ' =\r\n');

test.each([
  ['quoted-printable UTF-8', 'text/html', 'quoted-printable', quoted(Buffer.from(postSaying('Вода и свет')))],
  [
    'quoted-printable windows-1251 by its meta tag',
    'text/html',
    'quoted-printable',
    quoted(inWindows1251(`${META}${postSaying('Вода и свет')}`)),
  ],
  [
    'windows-1251 said beside it',
    'text/html; charset="windows-1251"',
    'base64',
    Buffer.from(inWindows1251(postSaying('Вода и свет'))).toString('base64'),
  ],
])('the page is read when it was saved as one file, %s', (name, type, encoding, body) => {
  const own = `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Location: https://vk.com/feed\r\n\r\n${body}`;

  expect(read(...vk, saved(`${name}.mhtml`, MHTML([FRAME, own, PICTURE]))).messages).toMatchObject([
    { ref: 'vk:wall-1_2', text: 'Вода и свет' },
  ]);
});

test('a page that speaks of MHTML and headers is still a page', () => {
  expect(read(...vk, saved('speaks.html', `${postSaying('Content-Type: multipart/related')}`)).messages).toHaveLength(1);
});

test('markup in a text stays text and nothing of the page runs', () => {
  const text = '&lt;img src=x onerror=alert(1)&gt; <script>throw new Error("ran")</script><b onclick="throw 1">да</b>';

  expect(read(...vk, saved('markup.html', postSaying(text))).messages[0]?.text).toBe('<img src=x onerror=alert(1)> да');
});

test.each([
  ['nothing is asked', [], 'ждём'],
  ['no file is named', vk, 'ждём'],
  ['two files are named', [...vk, CLASSIC, BOARD], 'ждём'],
  ['an option is unknown', [...vk, '--layout', 'x', CLASSIC], 'ждём'],
  ['the network is unknown', ['--site', 'fb', '--url', 'https://vk.com/', CLASSIC], 'fb'],
  ['the address is none', ['--site', 'vk', '--url', 'vk.com', CLASSIC], 'vk.com'],
  ['the address is another network’s', ['--site', 'vk', '--url', 'https://ok.ru/feed', CLASSIC], 'ok.ru'],
  ['the moment is none', [...vk, '--now', '2023-02-30T10:00:00Z', CLASSIC], '--now'],
  ['the zone is none', [...vk, '--zone', 'Europe/Lebyazhye', CLASSIC], '--zone'],
  ['the file is not there', [...vk, join(folder, 'none.html')], 'none.html'],
  ['the file is a folder', [...vk, folder], folder],
  ['the page is packed by gzip', [...vk, saved('packed.html', gzipSync(postSaying('Вода')))], 'gzip'],
  ['the file of one saved page holds none', [...vk, saved('page.mhtml', MHTML([PICTURE]))], 'MHTML'],
  ['the page is nested to choke its reader', [...vk, saved('deep.html', '<div><b>'.repeat(60_000))], 'deep.html'],
])('one line on stderr that names it and 2 when %s', (_, args, named) => {
  const { status, out, err } = parsePage(...args);

  expect([status, out, err.length]).toEqual([2, '', 1]);
  expect(err[0]).toContain(named);
});
