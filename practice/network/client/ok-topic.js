import { okDate } from './dates.js';
import { avatar, h, lines, link, pause, picture } from './dom.js';
import { createDiscussion } from './ok-discussion.js';

/** An open topic with its discussion; the next topic is drawn into the same nodes. */
export function createTopic() {
  const face = h('span', { class: 'group-author_avatar' });
  const name = h('a', { class: 'group-name__p7act' });
  const time = h('time', {});
  const author = h(
    'group-author',
    {},
    face,
    h('span', { class: 'group-author__p7act' }, name, h('span', { class: 'group-author-bottom__p7act' }, time)),
  );
  const top = h('div', { class: 'mlr_top' }, author);
  const text = h('div', { class: 'media-text_cnt_tx emoji-tx textWrap' });
  const media = h('div', { class: 'media-photos' });
  const content = h('div', { class: 'mlr_cnt' }, h('div', { class: 'media-text_cnt' }, text), media);
  const counter = h('span', { class: 'feed_info_sm_a' });
  const bottom = h('div', { class: 'mlr_bot' }, counter);
  const discussion = createDiscussion();
  const stub = h('div', { class: 'delete-stub_info notice' }, 'Тема удалена или скрыта');
  const node = h('div', { id: 'hook_Block_MediaTopicLayerBody', class: 'media-layer_c' });
  let asked = null;

  return {
    node,
    vanish() {
      node.replaceChildren(stub);
    },
    async fill(post) {
      asked = post;
      if (!top.isConnected) {
        await pause(150);
        if (asked !== post) return;
        node.replaceChildren(top, content, bottom, discussion.node);
      }
      const who = { name: post.author.name, href: post.author.href };
      author.setAttribute(
        'data',
        JSON.stringify({ [post.author.community ? 'group' : 'user']: who, timeInfo: { createTime: post.at } }),
      );
      face.replaceChildren(avatar(post.author, 'avatar-feed'));
      name.className = post.author.community ? 'group-name__p7act' : 'user-name__p7act';
      name.href = link(post.author.href);
      name.textContent = post.author.name;
      time.textContent = okDate(post.at, post.frame.now);
      text.replaceChildren(...lines(post.text));
      media.replaceChildren(...(post.picture ? [picture(post.picture)] : []));
      counter.textContent = `Класс ${post.likes}`;
      discussion.fill(post);
    },
  };
}
