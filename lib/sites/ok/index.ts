import type { NetworkId } from '../../domain/cases/model.ts';
import { roleHealth, verdictOf } from '../shared/health.ts';
import { themeOf } from '../shared/theme.ts';
import type { Health, Page, Site } from '../site.ts';
import { composerFor, openComposer, watchPresses } from './composer.ts';
import { findMessages, locate, messageAround } from './find.ts';
import { commentIdOf, isNameless, subjectAt } from './ids.ts';
import { OK_COMMENT, OK_FEED_ITEM, OK_TOPIC_ROOT, type OkRole, okSelectors } from './selectors.ts';
import { isOfficialOk, OK_HOSTS, okPageKind } from './urls.ts';

const MEASURED: readonly OkRole[] = [
  'feedItem',
  'topicRoot',
  'comment',
  'feedAuthor',
  'feedLink',
  'text',
  'feedDate',
  'topicHead',
  'commentAuthor',
  'commentText',
  'commentDate',
  'commentReplyControl',
  'composerInput',
];

export const ok: Site = {
  id: 'ok' satisfies NetworkId,
  hosts: OK_HOSTS.map((host) => `https://${host}/*`),
  pageKind: okPageKind,
  findMessages(root, page) {
    watchPresses(page);
    return findMessages(root, page);
  },
  messageAround,
  locate,
  composerFor,
  openComposer,
  isOfficial: isOfficialOk,
  theme: themeOf,
  health: okHealth,
};

function okHealth(page: Page): Health {
  const roles = MEASURED.map((role) => roleHealth(page.doc, role, okSelectors[role]));
  const found = (role: OkRole) => roles.filter((measured) => measured.role === role);
  const subjects = [...page.doc.querySelectorAll(`${OK_FEED_ITEM}, ${OK_TOPIC_ROOT}`)];
  const comments = [...page.doc.querySelectorAll(OK_COMMENT)];
  const readSubjects = subjects.filter((item) => subjectAt(item, page.url) !== null);
  const readComments = comments.filter((item) => commentIdOf(item, page.url) !== null);
  const expected = ['feed', 'wall', 'post'].includes(okPageKind(page.url));
  const inFeed = readSubjects.some((item) => item.matches(OK_FEED_ITEM));
  const needed = [
    ...(inFeed ? [...found('feedAuthor'), ...found('text')] : []),
    ...(readComments.length > 0 ? [...found('commentAuthor'), ...found('commentText')] : []),
  ];
  const layout = readSubjects.some((item) => item.matches(OK_TOPIC_ROOT)) ? 'topic' : inFeed ? 'feed' : 'unknown';
  const read = readSubjects.length + readComments.length;
  const items = readSubjects.length + comments.length + subjects.filter((item) => isNameless(item, page.url)).length;
  return {
    layout,
    expected,
    roles,
    verdict: verdictOf({ expected, items, read, needed }),
  };
}
