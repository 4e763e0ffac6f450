import { expect, test } from 'vitest';
import { openSavedPage } from '../../cli/saved-page.ts';
import { siteFor } from '../../lib/sites/index.ts';
import { readingOf } from '../../lib/sites/reading.ts';

const COMMENTS = 1_000;
const numbers = Array.from({ length: COMMENTS }, (_, index) => 100 + index);

const vkComment = (id: number) =>
  `<div data-testid="wall_comments_comment_in_thread" id="700000208_${id}"><a data-testid="comment-avatar" href="/id1"></a><span data-testid="comment-owner">Анна</span><div data-testid="comment-text">Да</div><a data-testid="wall_comment_date">час назад</a></div>`;
const VK = `<div data-testid="post" data-post-id="700000208_15" data-post-nesting-lvl="0"><div data-testid="post-header"><a data-testid="post-header-title" href="/id1">Анна</a></div><div data-testid="showmoretext-in">Вода</div><div data-testid="wall_comments_layout_root"><div data-testid="wall_comments_comment_root" id="700000208_99"><span data-testid="comment-owner">Пётр</span><div data-testid="comment-text">Где?</div></div><div data-testid="wall_comments_layout_thread">${numbers.map(vkComment).join('')}</div></div></div>`;

const okComment = (id: number) =>
  `<div class="comments_i __new-comments" data-seen-params='{"data":{"commentId":"${id}"}}' data-time="1700000000000"><a class="comments_author-name" href="/profile/1">Анна</a><span class="js-text-full">Да</span></div>`;
const OK = `<div id="hook_Block_MediaTopicLayerBody"><div class="mlr_top"><time>вчера 10:00</time></div><div class="mlr_cnt"><div class="media-text_cnt_tx">Вода</div></div><div class="mlr_disc"><div class="comments_lst_cnt">${numbers.map(okComment).join('')}</div></div></div>`;

// What is looked for in a whole post once for each of its comments took minutes.
test.each([
  ['VK', 'https://vk.com/wall700000208_15', VK, COMMENTS + 2],
  ['OK', 'https://ok.ru/group/1/topic/2', OK, COMMENTS + 1],
])('a thousand comments under one post of %s are read within seconds', (_, address, html, count) => {
  const url = new URL(address);
  const doc = openSavedPage(Buffer.from(html), url);
  const started = performance.now();

  const reading = doc && readingOf(siteFor(url), { doc, url, now: Date.parse('2026-03-13T07:00:00Z'), zone: 'Europe/Moscow' });

  expect(reading?.messages.length).toBe(count);
  expect(performance.now() - started).toBeLessThan(25_000);
});
