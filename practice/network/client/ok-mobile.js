import { okDate } from './dates.js';
import { h, lines } from './dom.js';
import { authorLink, showPlace } from './places.js';

// A topic of m.ok.ru as tools of 2018 to 2022 read it. Its reply box is not known: there is none.

const root = document.getElementById('hook_Block_Main');
const id = new URLSearchParams(location.search).get('st.themeId') ?? /(\d+)\/?$/.exec(location.pathname)?.[1];

showPlace(root, id, (post) => {
  const date = h('div', { class: 'feed-info-date feed-info-subtitle_i' }, h('time', {}, okDate(post.at, post.frame.now)));
  const blocks = post.text.split('\n\n').map((block) => h('div', { class: 'topic-block' }, ...lines(block)));
  const comments = post.comments.map((comment) => {
    const name = authorLink(comment.author, { class: 'emphased usr' });
    const text = h('div', { class: 'discus_txt ofh wbr' }, ...lines(comment.text));
    const when = h('span', { class: 'tstmp' }, okDate(comment.at, post.frame.now));
    return h(
      'li',
      { class: 'discus_dialogs_i it' },
      h('a', { name: `msg${comment.id}` }),
      h('div', { class: 'msg-card' }, name, text, when),
    );
  });
  return h('div', {}, authorLink(post.author, { class: 'emphased grp' }), date, ...blocks, h('ul', {}, ...comments));
});
