import { readdirSync, readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { capturePage } from '../../lib/capture/capture.ts';
import { leaksIn, secretsOf } from '../../lib/capture/leaks.ts';
import type { ReadMessage } from '../../lib/sites/site.ts';
import { type Expected, openSaved } from '../sites/support/saved-page.ts';

const PAGES = ['vk', 'ok', 'telegram'].flatMap((site) => {
  const folder = new URL(`../sites/${site}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name) => ({ name: `${site}/${name}`, file: new URL(name, folder) }));
});

function captured(file: URL) {
  const expected = JSON.parse(readFileSync(new URL(file.href.replace(/html$/, 'json')), 'utf8')) as Expected;
  const { site, page } = openSaved(file, expected);
  const before = site.findMessages(page.doc, page).map((sighting) => sighting.read());
  const health = site.health(page);
  const capture = capturePage(
    page.doc,
    page,
    before.map(({ authorName }) => authorName),
  );
  return { site, page, before, health, capture };
}

/** What a reader of the skeleton must still see: how much there is, of what kind, when, answering what. */
function shape(messages: ReadMessage[]) {
  return messages.map((message, index) => ({
    channel: message.channel,
    parent: messages.findIndex(({ ref }) => ref === message.parentRef),
    hasName: message.authorName !== '',
    sameAuthorAs: messages.findIndex(({ authorName }) => authorName === message.authorName),
    words: message.text.split(/\s+/).length,
    lines: message.text.split('\n').length,
    postedAt: message.postedAt,
    deleted: message.deleted,
    index,
  }));
}

describe.each(PAGES)('$name', ({ file }) => {
  test('is read as before when it was captured, and nothing of the people is left', () => {
    const { site, page, before, health, capture } = captured(file);
    expect(capture).toMatchObject({ ok: true });
    if (!capture.ok) return;
    const { window } = new JSDOM(capture.html, { url: new URL(capture.url, page.url).href });
    const again = { ...page, doc: window.document, url: new URL(capture.url, page.url) };
    const after = site.findMessages(again.doc, again).map((sighting) => sighting.read());

    expect(shape(after)).toEqual(shape(before));
    expect(site.health(again).verdict).toBe(health.verdict);
    for (const { authorName, text } of before) {
      if (authorName.length > 4) expect(capture.html).not.toContain(authorName);
      if (text.length > 12) expect(capture.html).not.toContain(text.slice(0, 12));
    }
  });
});

const PAGE = '<!doctype html><body><div class="post" data-post-id="-184_2207">';
const at = { url: new URL('https://vk.com/wall-184_2207'), now: Date.parse('2026-11-20T10:00:00Z'), zone: 'Asia/Omsk' };
const capture = (inside: string, authors: string[] = []) =>
  capturePage(new JSDOM(`${PAGE}${inside}</div>`).window.document, at, authors);

test('an attribute nobody knows that holds a phone, an e-mail, a name or an id does not get through', () => {
  const made = capture(
    '<a href="/i.vetrova" data-owner-name="Ирина Ветрова" data-x="Звоните +7 912 345-67-89" title="irina@example.org">Ветрова</a>',
    ['Ирина Ветрова'],
  );

  expect(made).toMatchObject({ ok: true });
  expect(made.ok && made.html).not.toMatch(/Ирин|Ветров|vetrova|912|345|example\.org"/i);
});

test('words that begin like a date do not stay, and a date with its mark does', () => {
  const made = capture('<p>Сегодня прорвало трубу</p><i>сегодня в 10:15 · ред.</i><i>two hours ago</i><i>16 Aug at 12:34 pm</i>');

  expect(made.ok && made.html).not.toMatch(/прорвало|трубу/);
  expect(made.ok && made.html).toMatch(/<i>сегодня в 10:15 · ред\.<\/i><i>two hours ago<\/i><i>16 Aug at 12:34 pm<\/i>/);
});

test('a page is refused when something of it would stay', () => {
  expect(capture('<p class="irina@example.org">слово</p>')).toEqual({ ok: false, leaks: ['e-mail'] });
  expect(capture('<b>Комментарий удалён</b>', ['Показать Ветров'])).toMatchObject({ ok: true });
});

test.each([
  ['phone', '<p>8 (912) 345-67-89</p>', '8 (912) 345-67-89'],
  ['phone', '<p title="+79123456789">x</p>', ''],
  ['e-mail', '<p data-x="irina@example.org">x</p>', ''],
  ['name', '<p>Ветрова</p>', 'у Ветровой была ВЕТРОВА'],
  ['name', '<p>Садовая</p>', 'Садовая'],
  ['id', '<p data-post-id="-184221_5">x</p>', ''],
] as const)('the check finds %s in %s', (leak, html, text) => {
  const secrets = secretsOf('<i id="184221"></i>', 'На улице Садовая', ['Ирина Ветрова']);

  expect(leaksIn(html, text, secrets)).toEqual([leak]);
});

test('the check finds nothing in times, short numbers and the network’s own words', () => {
  const secrets = secretsOf('<i id="184221" data-time="1780300800"></i>', 'Показать комментарии', []);

  expect(leaksIn('<i id="900001" data-time="1780300800" data-x="42">Показать</i>', 'Показать', secrets)).toEqual([]);
});

test('scripts, styles, comments, frames and pictures do not stay', () => {
  const made = capture(
    '<script>1</script><style>a{}</style><!-- Ветрова --><iframe src="x"></iframe><img src="https://pp.example/1.jpg">',
  );

  expect(made.ok && made.html).not.toMatch(/script|style|Ветрова|iframe|pp\.example/);
});

test('what belongs together still does: the same name, number and address are replaced by the same', () => {
  const made = capture('<a href="/wall-184_2207?reply=77123">Анна Панина</a><i id="post-184_2207"></i><b>Анна, добрый день</b>', [
    'Анна Панина',
  ]);
  const html = made.ok ? made.html : '';
  const [, number] = /data-post-id="-(\d+_\d+)"/.exec(html) ?? [];

  expect(html).toContain(`href="/wall-${number}?reply=`);
  expect(html).toContain(`id="post-${number}"`);
  expect(/<a [^>]*>(\S+) /.exec(html)?.[1]).toBe(/<b>(\S+),/.exec(html)?.[1]);
});
