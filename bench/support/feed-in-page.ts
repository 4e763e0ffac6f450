/** What the bench calls inside the page: a feed that grows and forgets. What marks its posts is another script. */

/** Posts that stay on the page: VK's own feed is virtualised. With hundreds of them Chromium alone is busy with each frame for 50 ms. */
const KEPT = 40;
const A_FRAME = 10;
const CHIP = 'vovremya-chip';
const WORDS = 'Третий день не вывозят мусор с площадки у дома. Контейнеры полные, пакеты уже на дороге 😡 Когда приедет машина? ';

let last = 0;
let leftMarked = 0;

/** So many further posts come in, ten a frame, the page scrolls on and old ones go; then everything that waits is let come. */
export async function scroll(posts: number): Promise<void> {
  const feed = document.getElementById('feed') as HTMLElement;
  for (let done = 0; done < posts; done += A_FRAME) {
    for (let index = 0; index < A_FRAME; index++) feed.append(post(++last));
    while (feed.childElementCount > KEPT) leave(feed.firstElementChild as Element);
    scrollTo(0, document.documentElement.scrollHeight);
    await frame();
  }
  for (let index = 0; index < 30; index++) await frame();
}

function leave(post: Element): void {
  if (post.querySelector(CHIP)) leftMarked += 1;
  post.remove();
}

/** How many posts have gone by, how many of those bore a chip when they went, and whether every post still there bears exactly one. */
export function marked(): { left: number; leftMarked: number; eachOnce: boolean } {
  const posts = [...document.querySelectorAll('[data-testid="post"]')];
  return { left: last - posts.length, leftMarked, eachOnce: posts.every((one) => one.querySelectorAll(CHIP).length === 1) };
}

function frame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}

/** The redesign's post as it is drawn in full: header, text, media, footer, with as many elements as a saved post of VK has (180). */
function post(id: number): HTMLElement {
  const ref = `-900000101_${id}`;
  return h('article', { 'data-testid': 'post', 'data-post-id': ref, 'data-post-nesting-lvl': '0' }, [
    h('div', { 'data-testid': 'post-header' }, [
      h('a', { 'data-testid': 'post-header-avatar', href: '/club1' }, [h('img', { alt: '' })]),
      h('div', {}, [
        h('a', { 'data-testid': 'post-header-title', href: '/club1' }, ['Подслушано Лебединое']),
        h('a', { 'data-testid': 'post_date_block_preview', href: `/wall${ref}` }, ['сегодня в 10:05']),
      ]),
      h('button', { 'data-testid': 'post_context_menu_toggle' }, ['···']),
    ]),
    h('div', { 'data-testid': 'post-content-container' }, [
      h('div', { 'data-testid': 'showmoretext' }, [h('div', { 'data-testid': 'showmoretext-in' }, [WORDS.repeat(3)])]),
      h('div', {}, [h('a', { 'data-testid': 'primary-attachment-photo', href: `/feed?w=wall${ref}` }, [h('span', {}, [])])]),
    ]),
    h(
      'div',
      { class: 'grid' },
      Array.from({ length: 6 }, (_, index) => picture(`${ref}_${index}`)),
    ),
    h(
      'div',
      { 'data-testid': 'post_footer' },
      ['like', 'comment', 'share'].map((name) => {
        return h('button', { 'data-testid': `post_footer_action_${name}` }, [icon(), h('span', {}, ['12'])]);
      }),
    ),
  ]);
}

function picture(id: string): HTMLElement {
  const tools = ['heart', 'save', 'more'].map((name) => h('button', { class: `tool ${name}` }, [icon(), h('span', {}, [name])]));
  return h('a', { href: `/photo${id}`, class: 'tile' }, [
    h('div', { class: 'frame' }, [h('div', { class: 'shade' }, []), h('img', { alt: '' })]),
    h('div', { class: 'tools' }, tools),
    h('div', { class: 'caption' }, [h('span', {}, ['Фотография']), h('span', {}, ['12 минут назад'])]),
  ]);
}

function icon(): Node {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  for (const d of ['M4 4h16v16H4z', 'M8 12h8']) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

function h(name: string, attributes: Record<string, string>, children: (Node | string)[] = []): HTMLElement {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
