import { idHealth, roleHealth, verdictOf } from '../shared/health.ts';
import type { Health, Page } from '../site.ts';
import { commentAddressOf } from './comment-ids.ts';
import { discussedAt, isDrawnPost, isNoMessage, subjectAt } from './ids.ts';
import { isDeleted } from './read.ts';
import { part, type VkRole, vkComment, vkMessage, vkRules } from './rules.ts';
import { isSameSubject, promisesMessages, vkAddress } from './urls.ts';

const OF_POSTS: readonly VkRole[] = ['postAuthorName', 'postText', 'postDate'];
const OF_COMMENTS: readonly VkRole[] = ['commentAuthorName', 'commentText', 'commentDate'];

/** What every role tried, found and missed on this page. */
export function vkHealth(page: Page): Health {
  const { url, doc } = page;
  const items = [...doc.querySelectorAll(vkMessage())];
  const posts = items.filter((item) => subjectAt(item, url) !== null);
  const comments = items.filter((item) => commentAddressOf(item, url) !== null);
  const nameless = {
    posts:
      items.filter((item) => isDrawnPost(item) && subjectAt(item, url) === null && part(item, 'postText')).length +
      [...doc.querySelectorAll(vkRules.css('postWithoutId'))].filter((item) => !isNoMessage(item)).length,
    comments: items.filter((item) => isNamelessComment(item, url)).length,
  };
  const measure = (role: VkRole, among: Element[] = []) => {
    return roleHealth(doc, role, vkRules.of(role), among.filter((item) => part(item, role) === null).length);
  };
  const living = comments.filter((item) => !isDeleted(item));
  const ofPosts = OF_POSTS.map((role) => measure(role, posts));
  const ofComments = OF_COMMENTS.map((role) => measure(role, living));
  // A message may be a picture alone.
  const needed = (role: { role: string }, among: Element[]) => {
    return among.some((item) => !role.role.endsWith('Text') || part(item, 'attachment') === null);
  };
  const roles = [
    measure('post'),
    idHealth('postId', posts.length, nameless.posts),
    ...ofPosts,
    measure('comment'),
    measure('threadComment'),
    idHealth('commentId', comments.length, nameless.comments),
    ...ofComments,
    measure('commentReplyControl'),
    measure('composerInput'),
  ];
  const expected = promisesMessages(url);
  const verdict = verdictOf({
    expected,
    saysEmpty: doc.querySelector(vkRules.css('emptyWall')) !== null,
    read: posts.length + comments.length,
    nameless: nameless.posts + nameless.comments,
    needed: [...ofPosts.filter((role) => needed(role, posts)), ...ofComments.filter((role) => needed(role, living))],
  });
  return { layout: layoutOf(openedOf(posts, comments, url) ?? posts[0] ?? comments[0]), expected, roles, verdict };
}

/** Comments of a photo or video that is not open any more are nobody's business. */
function isNamelessComment(item: Element, url: URL): boolean {
  if (!item.matches(vkComment()) || isNoMessage(item) || commentAddressOf(item, url) !== null) return false;
  return item.closest(vkRules.css('photoContext', 'videoContext')) === null || discussedAt(item, url) !== null;
}

/** What the address opens says more of the layout than what lies under it. */
function openedOf(posts: Element[], comments: Element[], url: URL): Element | undefined {
  const opened = vkAddress(url.href, url)?.subject ?? null;
  return (
    posts.find((item) => isSameSubject(subjectAt(item, url), opened)) ??
    comments.find((item) => isSameSubject(commentAddressOf(item, url)?.subject ?? null, opened))
  );
}

function layoutOf(item: Element | undefined): string {
  const alternatives = [...vkRules.of('photo'), ...vkRules.of('post'), ...vkRules.of('comment'), ...vkRules.of('threadComment')];
  return alternatives.find(({ css }) => item?.matches(css))?.layout ?? 'unknown';
}
