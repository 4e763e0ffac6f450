import { messageRef } from '../../lib/domain/ids.ts';
import type { Page, Sighting, Site } from '../../lib/sites/site.ts';

const POST = '[data-post-id]';

/** The least a network can be: a post is an element with an id, a header for the chip and a text. */
const tinyNetwork: Pick<Site, 'findMessages' | 'messageAround' | 'locate' | 'theme' | 'health'> & Partial<Site> = {
  findMessages(root: ParentNode) {
    const own = root instanceof Element && root.matches(POST) ? [root] : [];
    return [...own, ...root.querySelectorAll(POST)].flatMap((element) => sightingOf(element) ?? []);
  },
  messageAround(node: Node) {
    const element = (node instanceof Element ? node : node.parentElement)?.closest(POST);
    return element ? sightingOf(element) : null;
  },
  locate: (_ref, _page: Page) => null,
  theme: () => 'light',
  health: ({ doc }) => ({ layout: 'tiny', expected: true, roles: [], verdict: doc.querySelector(POST) ? 'ok' : 'off' }),
};

export const tinySite = tinyNetwork as Site;

export function refOf(id: string) {
  return messageRef(`vk:wall-1_${id}`);
}

export function addPost(id: string, text = `текст ${id}`, parent: Element = document.body): HTMLElement {
  const post = document.createElement('article');
  const header = document.createElement('header');
  const body = document.createElement('p');
  post.setAttribute('data-post-id', id);
  body.textContent = text;
  post.append(header, body);
  parent.append(post);
  return post;
}

function sightingOf(element: Element): Sighting | null {
  const id = element.getAttribute('data-post-id');
  const anchor = element.querySelector('header');
  if (!id || !anchor) return null;
  return { ref: refOf(id), element, anchor, place: 'after', read: () => readPost(element, id) };
}

function readPost(element: Element, id: string) {
  const parent = element.getAttribute('data-reply-to');
  return {
    ref: refOf(id),
    parentRef: parent === null ? null : refOf(parent),
    network: 'vk' as const,
    channel: parent === null ? ('post' as const) : ('comment' as const),
    authorName: 'Марина Волкова',
    authorUrl: null,
    authorId: null,
    text: element.hasAttribute('data-deleted') ? '' : (element.querySelector('p')?.textContent ?? ''),
    postedAt: null,
    postedAtApproximate: false,
    permalink: `https://vk.com/wall-1_${id}`,
    deleted: element.hasAttribute('data-deleted'),
  };
}
