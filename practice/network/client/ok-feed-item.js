import { okDate } from './dates.js';
import { avatar, h, lines, link, pause, picture } from './dom.js';

/** One topic in the feed; `fill` gives the same nodes to another topic. */
export function createFeedItem(open) {
  const face = h('a', { class: 'feed-header_avatar' });
  const author = h('a', {});
  const time = h('time', { class: 'feed-header_time' });
  const header = h('div', { class: 'feed-header' }, face, h('div', { class: 'feed-header_text' }, author, time));
  const text = h('div', { class: 'media-text_cnt_tx emoji-tx textWrap' });
  const opener = h('a', { class: 'media-text_a', 'aria-label': 'Открыть топик' });
  const media = h('div', { class: 'media-photos' });
  const body = h('div', { class: 'media-text' }, opener, h('div', { class: 'media-text_cnt' }, text));
  const comments = h('button', { 'data-module': 'CommentWidgets', class: 'widget_cnt' });
  const likes = h('button', { class: 'widget_cnt' });
  const commentItem = h('li', { class: 'widget-list_i', 'data-widget-item-type': 'comment' }, comments);
  const widgets = h(
    'ul',
    { class: 'widget-list' },
    commentItem,
    h('li', { class: 'widget-list_i', 'data-widget-item-type': 'like' }, likes),
  );
  const inner = h('div', { class: 'feed h-mod' });
  const node = h('div', { class: 'feed-w' }, inner);
  let shown = null;
  let late = true;
  comments.addEventListener('click', () => open(shown.id));

  return {
    node,
    async fill(post) {
      shown = post;
      node.setAttribute('data-feed-id', `4_${post.id}`);
      if (late) {
        late = false;
        await pause(180);
        inner.replaceChildren(header, body, media, widgets);
      }
      const { author: who, frame } = shown;
      face.href = link(who.href);
      face.replaceChildren(avatar(who, 'avatar-feed'));
      author.className = who.community ? 'group-link o' : 'user-link o';
      author.href = link(who.href);
      author.textContent = who.name;
      time.textContent = okDate(shown.at, frame.now);
      opener.href = link(`${frame.owner.href}/topic/${shown.id}`);
      text.replaceChildren(...lines(shown.text));
      media.replaceChildren(...(shown.picture ? [picture(shown.picture)] : []));
      comments.textContent = `Комментировать ${shown.comments.length}`;
      likes.textContent = `Класс ${shown.likes}`;
    },
  };
}
