import type { NetworkId } from '../../domain/cases/model.ts';
import { themeOf } from '../shared/theme.ts';
import type { Site } from '../site.ts';
import { composerFor, openComposer, watchPresses } from './composer.ts';
import { findMessages, locate, messageAround } from './find.ts';
import { vkHealth } from './health.ts';
import { vkRules } from './rules.ts';
import { isOfficialVk, VK_HOSTS, vkPageKind } from './urls.ts';

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
  roles: vkRules.roles,
  useSelectors: vkRules.replace,
};
