import { idHealth, roleHealth, verdictOf } from '../shared/health.ts';
import type { Health, Page } from '../site.ts';
import { commentIdOf, isComment, isNameless, subjectAt } from './ids.ts';
import { isDeleted } from './read.ts';
import { type OkRole, okItem, okRules, part } from './rules.ts';
import { promisesMessages, subjectOf } from './urls.ts';

const OF_FEED: readonly OkRole[] = ['feedAuthor', 'text', 'feedDate'];
const OF_COMMENTS: readonly OkRole[] = ['commentAuthor', 'commentText'];

/** What every role tried, found and missed on this page. */
export function okHealth(page: Page): Health {
  const { url, doc } = page;
  const items = [...doc.querySelectorAll(okItem())];
  const subjects = items.filter((item) => subjectAt(item, url) !== null);
  const inFeed = subjects.filter((item) => item.matches(okRules.css('feedItem')));
  const drawn = items.filter((item) => isComment(item) && (part(item, 'commentText') !== null || isDeleted(item)));
  const comments = drawn.filter((item) => commentIdOf(item, url) !== null);
  const living = comments.filter((item) => !isDeleted(item));
  const namelessPosts = items.filter((item) => isNameless(item, url)).length;
  const measure = (role: OkRole, among: Element[] = []) => {
    return roleHealth(doc, role, okRules.of(role), among.filter((item) => part(item, role) === null).length);
  };
  const ofFeed = OF_FEED.map((role) => measure(role, inFeed));
  const ofComments = OF_COMMENTS.map((role) => measure(role, living));
  const roles = [
    measure('feedItem'),
    measure('topicRoot'),
    idHealth('postId', subjects.length, namelessPosts),
    measure('feedLink', inFeed),
    ...ofFeed,
    measure('topicHead'),
    measure('comment'),
    idHealth('commentId', comments.length, drawn.length - comments.length),
    ...ofComments,
    measure('commentDate', living),
    measure('commentReplyControl'),
    measure('composerInput'),
  ];
  const expected = promisesMessages(url);
  const verdict = verdictOf({
    expected,
    saysEmpty: false,
    read: subjects.length + comments.length,
    nameless: namelessPosts + drawn.length - comments.length,
    needed: [...(inFeed.length > 0 ? ofFeed.slice(0, 2) : []), ...(living.length > 0 ? ofComments : [])],
  });
  return { layout: layoutOf(subjects, comments, url), expected, roles, verdict };
}

/** What the address opens says more of the layout than what lies under it. */
function layoutOf(subjects: Element[], comments: Element[], url: URL): string {
  const asked = subjectOf(url.href, url);
  const opened =
    subjects.find((item) => item.matches(okRules.css('topicRoot'))) ??
    comments.find((item) => commentIdOf(item, url)?.subject.id === asked?.id);
  const alternatives = [...okRules.of('topicRoot'), ...okRules.of('feedItem'), ...okRules.of('comment')];
  const shown = opened ?? subjects[0] ?? comments[0];
  return alternatives.find(({ css }) => shown?.matches(css))?.layout ?? 'unknown';
}
