import { vkDate } from './dates.js';
import { avatar, h, lines, link, pause, picture } from './dom.js';
import { createReplies } from './vk-classic-replies.js';

/** One post in the classic markup; `fill` gives the same nodes to another post. */
export function createCard() {
  const header = createHeader();
  const body = h('div', { class: 'wall_text' });
  const count = h('span', { class: 'PostBottomAction__count _like_button_count' });
  const comment = h(
    'div',
    { class: 'PostBottomAction comment _comment _reply_wrap', role: 'button', tabindex: '0' },
    '💬 ',
    count,
  );
  const likes = h('span', { class: 'PostBottomAction__count' });
  const like = h('div', { class: 'PostBottomAction PostButtonReactions', role: 'button', tabindex: '0' }, '♡ ', likes);
  const buttons = h(
    'div',
    { class: 'like_wrap' },
    h('div', { class: 'like_cont' }, h('div', { class: 'like_btns' }, like, comment)),
  );
  const replies = createReplies();
  const info = h('div', { class: 'post_info' }, body, buttons, replies.node);
  const content = h('div', { class: '_post_content' }, header.node, h('div', { class: 'post_content' }, info));
  const node = h('div', { class: '_post post page_block post--withPostBottomAction' });
  let late = true;
  comment.addEventListener('click', () => replies.open(null));

  return {
    node,
    async fill(post, { ownPage = false } = {}) {
      node.id = `post${post.id}`;
      node.setAttribute('data-post-id', post.id);
      if (late) {
        late = false;
        await pause(180);
        if (node.getAttribute('data-post-id') !== post.id) return;
        node.replaceChildren(content);
      }
      header.fill(post);
      body.replaceChildren(textOf(post, ownPage));
      count.textContent = String(post.comments.length);
      comment.setAttribute('data-count', String(post.comments.length));
      likes.textContent = String(post.likes);
      replies.fill(post);
    },
  };
}

function createHeader() {
  const face = h('a', { class: 'post_image' });
  const author = h('a', { class: 'author' });
  const relative = h('span', { class: 'rel_date' });
  const dated = h('a', { class: 'post_link' }, relative);
  const menu = h('div', { class: 'PostHeaderActionsUiActionMenuIconContainer' }, '···');
  const info = h(
    'div',
    { class: 'post_header_info' },
    h('h5', { class: 'post_author' }, author),
    h('div', { class: 'post_date' }, dated),
    menu,
  );
  return {
    node: h('div', { class: 'post_header' }, face, info),
    fill(post) {
      face.href = link(post.author.href);
      face.replaceChildren(avatar(post.author, 'post_img'));
      author.href = link(post.author.href);
      author.textContent = post.author.name;
      author.setAttribute('data-post-id', post.id);
      author.setAttribute('data-from-id', fromId(post));
      relative.textContent = vkDate(post.at, post.frame.now);
      dated.href = link(`/wall${post.id}`);
    },
  };
}

function fromId(post) {
  return post.author.community ? `-${post.frame.owner.id}` : post.author.href.replace('/id', '');
}

/** A long text is cut at a paragraph; the rest is in the page already, hidden behind «Показать полностью…». */
function textOf(post, ownPage) {
  const cut = ownPage || post.text.length < 160 ? -1 : post.text.indexOf('\n');
  const text = h('div', { class: 'wall_post_text' }, ...lines(cut < 0 ? post.text : post.text.slice(0, cut)));
  if (cut >= 0) {
    const before = h('br');
    const rest = h('span', { style: 'display:none' }, ...lines(post.text.slice(cut)));
    const more = h('a', { class: 'wall_post_more' }, 'Показать полностью...');
    more.addEventListener('click', () => {
      before.style.display = 'none';
      more.style.display = 'none';
      rest.style.display = '';
    });
    text.append(before, more, rest);
  }
  const opens = link(`${location.pathname}?w=wall${post.id}`);
  const thumbs = h('a', { class: 'page_post_thumb_wrap', href: opens }, post.picture ? picture(post.picture) : null);
  const media = post.picture ? h('div', { class: 'page_post_sized_thumbs clear_fix' }, thumbs) : null;
  return h('div', { id: `wpt${post.id}`, class: 'wall_post_cont _wall_post_cont' }, text, media);
}
