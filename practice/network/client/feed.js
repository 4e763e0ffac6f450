import { h } from './dom.js';

const POOL = 8;
const PAGE = 5;

/**
 * An endless list of a handful of cards: scrolling on, the card far above the screen is moved down and filled with
 * another post, as the networks' virtual lists do. `load(offset, limit)` answers `{posts, total}`.
 */
export function createFeed({ list, load, card }) {
  const posts = [];
  const cards = [];
  const heights = [];
  let first = 0;
  let total = Number.POSITIVE_INFINITY;
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
      const used = cards.length >= POOL && isFarAbove(cards[0].node) ? recycleTop() : card();
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

  const edges = watchEdges(above, below, async (edge) => {
    if (edge === below) await forward();
    else backward();
    return { above: first > 0, below: first + cards.length < total };
  });

  return {
    cards,
    /** Puts the list in place of whatever stands there; cards that were shown elsewhere are filled anew. */
    mount() {
      list.replaceChildren(above, ...cards.map((used) => used.node), below);
      for (const [index, used] of cards.entries()) used.fill(posts[first + index]);
      edges.observe(below);
      if (first > 0) edges.observe(above);
    },
    unmount() {
      edges.disconnect();
    },
  };
}

function isFarAbove(node) {
  return node.getBoundingClientRect().bottom < -500;
}

/** Calls `reached` when an edge of the list comes near the screen; its answer says which edges have more behind them. */
function watchEdges(above, below, reached) {
  let busy = false;
  const observer = new IntersectionObserver(
    async (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || busy) continue;
        busy = true;
        const more = await reached(target);
        busy = false;
        // An observer speaks only of changes: ask again until the edge is out of sight.
        observer.disconnect();
        if (more.below) observer.observe(below);
        if (more.above) observer.observe(above);
      }
    },
    { rootMargin: '500px 0px' },
  );
  return observer;
}
