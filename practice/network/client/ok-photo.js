import { h } from './dom.js';
import { createDiscussion } from './ok-discussion.js';
import { showPlace } from './places.js';

// A photo or a video with its comments: the same block as under a topic.

const root = document.getElementById('hook_Block_Main');
const id = /(\d+)\/?$/.exec(location.pathname)?.[1];

showPlace(root, id, (post) => {
  const discussion = createDiscussion();
  discussion.fill(post);
  const isPhoto = location.pathname.includes('/photo/');
  const title = h(
    'div',
    { class: isPhoto ? 'photo-layer_descr' : 'vp-layer-description' },
    h('span', { tsid: 'TextFieldText' }, post.text),
  );
  return h(
    'div',
    { class: isPhoto ? 'photo-layer' : 'vp-layer' },
    title,
    h('div', { class: isPhoto ? 'photo-layer_bottom_block' : 'vp-layer_comments' }, discussion.node),
  );
});
