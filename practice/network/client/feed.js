import { h } from './dom.js';

const POOL = 8;
const PAGE = 5;

/**
 * An endless list that keeps at most eight cards: scrolling on, the topmost card is moved down and filled with
 * another post, as the networks' virtual lists do. `load(offset, limit)` answers `{posts, total}`.
 */
export function createFeed({ list, load, card }) {
  const posts = [];
  const cards = [];
  const heights = [];
  let first = 0;
  let total = Number.POSITIVE_INFINITY;
  let busy = false;
  const above = h('div', { class: 'feed-spacer' });
  const below = h('div', { class: 'feed-spacer' });

  async function forward() {
    const next = first + cards.length;
    if (next >= posts.length) {
      if (posts.length >= total) return;
      const page = await load(posts.length, PAGE);
      total = page.total;
      posts.push(...page.posts);
    }
    for (const post of posts.slice(next, next + PAGE)) {
      const used = cards.length < POOL ? card() : recycleTop();
      cards.push(used);
      below.before(used.node);
      used.fill(post);
    }
  }

  function recycleTop() {
    const used = cards.shift();
    heights[first] = used.node.offsetHeight + 12;
    first += 1;
    sizeAbove();
    return used;
  }

  function backward() {
    if (first === 0) return;
    const used = cards.pop();
    first -= 1;
    cards.unshift(used);
    above.after(used.node);
    used.fill(posts[first]);
    sizeAbove();
  }

  function sizeAbove() {
    above.style.height = `${heights.slice(0, first).reduce((sum, height) => sum + height, 0)}px`;
  }

  const observer = new IntersectionObserver(
    async (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || busy) continue;
        busy = true;
        if (target === below) await forward();
        else backward();
        busy = false;
        // An observer speaks only of changes: ask again until the edge is out of sight.
        observer.unobserve(target);
        const more = target === below ? first + cards.length < total : first > 0;
        if (more) observer.observe(target);
        if (target === below && first > 0) observer.observe(above);
        if (target === above) observer.observe(below);
      }
    },
    { rootMargin: '500px 0px' },
  );
  return {
    cards,
    /** Puts the list in place of whatever stands there; cards that were shown elsewhere are filled anew. */
    mount() {
      list.replaceChildren(above, ...cards.map((used) => used.node), below);
      for (const [index, used] of cards.entries()) used.fill(posts[first + index]);
      observer.observe(below);
      if (first > 0) observer.observe(above);
    },
    unmount() {
      observer.disconnect();
    },
  };
}
