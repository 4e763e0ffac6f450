import type { NetworkId } from '../../domain/cases/model.ts';
import { roleHealth, verdictOf } from '../shared/health.ts';
import { matchingIn } from '../shared/nodes.ts';
import { combined } from '../shared/selectors.ts';
import { themeOf } from '../shared/theme.ts';
import type { Health, Page, Site } from '../site.ts';
import { composerFor, openComposer, watchPresses } from './composer.ts';
import { findMessages, locate, messageAround } from './find.ts';
import { commentAddressOf, isNoMessage, postIdOf } from './ids.ts';
import { VK_COMMENT, VK_POST, type VkRole, vkSelectors } from './selectors.ts';
import { isOfficialVk, VK_HOSTS, vkPageKind } from './urls.ts';

const MEASURED: readonly VkRole[] = [
  'post',
  'comment',
  'threadComment',
  'postAuthorName',
  'postText',
  'postDate',
  'commentAuthorName',
  'commentText',
  'commentDate',
  'commentReplyControl',
  'composerInput',
];

export const vk: Site = {
  id: 'vk' satisfies NetworkId,
  hosts: VK_HOSTS.map((host) => `https://${host}/*`),
  pageKind: vkPageKind,
  findMessages(root, page) {
    watchPresses(page);
    return findMessages(root, page);
  },
  messageAround,
  locate,
  composerFor,
  openComposer,
  isOfficial: isOfficialVk,
  theme: themeOf,
  health: vkHealth,
};

function vkHealth(page: Page): Health {
  const roles = MEASURED.map((role) => roleHealth(page.doc, role, vkSelectors[role]));
  const found = (role: VkRole) => roles.filter((measured) => measured.role === role);
  const posts = matchingIn(page.doc, VK_POST).filter((item) => postIdOf(item) !== null);
  const comments = matchingIn(page.doc, VK_COMMENT).filter((item) => !isNoMessage(item));
  const addressed = comments.filter((item) => commentAddressOf(item, page.url) !== null);
  const hit = roles.find((role) => role.role === (posts.length > 0 ? 'post' : 'comment'))?.hit ?? null;
  const layout = [...vkSelectors.post, ...vkSelectors.comment].find(({ css }) => css === hit)?.layout ?? 'unknown';
  const expected = ['feed', 'wall', 'post'].includes(vkPageKind(page.url));
  const needed = [
    ...(posts.length > 0 ? [...found('postAuthorName'), ...found('postText'), ...found('postDate')] : []),
    ...(addressed.length > 0 ? [...found('commentAuthorName'), ...found('commentText'), ...found('commentDate')] : []),
  ];
  const read = posts.length + addressed.length;
  const items = posts.length + comments.length + matchingIn(page.doc, combined(vkSelectors.postWithoutId)).length;
  return { layout, expected, roles, verdict: verdictOf({ expected, items, read, needed }) };
}
