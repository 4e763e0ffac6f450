import { vkDate } from './dates.js';
import { avatar, h, lines, link, pause, picture } from './dom.js';
import { createComments } from './vk-redesign-comments.js';

/** One post of the redesign. `fill` may be called with another post at any time: the nodes stay, the post changes. */
export function createCard() {
  const header = createHeader();
  const content = createContent();
  const footer = createFooter();
  const comments = createComments();
  const bones = [h('div', { class: 'bone' }), h('div', { class: 'bone short' })];
  const node = h('article', { 'data-testid': 'post', 'data-post-nesting-lvl': '0', class: 'post skeleton' }, ...bones);
  let late = true;
  footer.comment.addEventListener('click', () => comments.open(null));

  function draw(post, ownPage) {
    header.fill(post, ownPage);
    content.fill(post, ownPage);
    footer.fill(post);
    comments.fill(post);
  }

  return {
    node,
    async fill(post, { ownPage = false } = {}) {
      node.setAttribute('data-post-id', post.id);
      if (!late) return draw(post, ownPage);
      late = false;
      await pause(180);
      // Meanwhile the card may have been given another post.
      if (node.getAttribute('data-post-id') !== post.id) return;
      node.classList.remove('skeleton');
      node.replaceChildren(header.node, content.node, footer.node, comments.node);
      draw(post, ownPage);
    },
  };
}

function createHeader() {
  const face = h('a', { 'data-testid': 'post-header-avatar', class: 'post-avatar' });
  const name = h('a', { 'data-testid': 'post-header-title', class: 'post-author' });
  const date = h('a', { 'data-testid': 'post_date_block_preview', class: 'post-date' });
  const menu = h('button', { 'data-testid': 'post_context_menu_toggle', class: 'post-menu', 'aria-label': 'Действия' }, '···');
  const titles = h('div', { class: 'post-titles' }, name, date);
  return {
    node: h('div', { 'data-testid': 'post-header', class: 'post-header' }, face, titles, menu),
    fill(post, ownPage) {
      face.href = link(post.author.href);
      face.replaceChildren(avatar(post.author, 'avatar-post'));
      name.href = link(post.author.href);
      name.textContent = post.author.name;
      date.textContent = vkDate(post.at, post.frame.now);
      if (ownPage) date.removeAttribute('href');
      else date.href = link(`/wall${post.id}`);
    },
  };
}

function createContent() {
  const text = h('div', { class: 'post-text' });
  const more = h('button', { 'data-testid': 'showmoretext-after', class: 'more' }, 'Показать ещё');
  const media = h('div', { class: 'post-media' });
  const clamp = (on) => {
    text.setAttribute('data-testid', on ? 'showmoretext-in' : 'showmoretext-in-expanded');
    text.classList.toggle('clamped', on);
    more.hidden = !on;
  };
  more.addEventListener('click', () => clamp(false));
  return {
    node: h('div', { 'data-testid': 'post-content-container' }, h('div', { 'data-testid': 'showmoretext' }, text, more), media),
    fill(post, ownPage) {
      clamp(!ownPage && post.text.length > 220);
      text.replaceChildren(...lines(post.text));
      const opens = link(`${location.pathname}?w=wall${post.id}`);
      media.replaceChildren(
        ...(post.picture ? [h('a', { 'data-testid': 'primary-attachment-photo', href: opens }, picture(post.picture))] : []),
      );
    },
  };
}

function createFooter() {
  const likes = h('span');
  const count = h('span');
  const like = h('button', { 'data-testid': 'post_footer_action_like', class: 'action' }, '♡ ', likes);
  const comment = h('button', { 'data-testid': 'post_footer_action_comment', class: 'action' }, '💬 ', count);
  const share = h('button', { 'data-testid': 'post_footer_action_share', class: 'action', 'aria-label': 'Поделиться' }, '↗');
  return {
    node: h('div', { class: 'post-footer' }, like, comment, share),
    comment,
    fill(post) {
      likes.textContent = String(post.likes);
      count.textContent = String(post.comments.length);
      comment.setAttribute('aria-label', `Комментарии: ${post.comments.length}`);
    },
  };
}
