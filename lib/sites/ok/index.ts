import type { NetworkId } from '../../domain/cases/model.ts';
import { themeOf } from '../shared/theme.ts';
import type { Site } from '../site.ts';
import { composerFor, openComposer, watchPresses } from './composer.ts';
import { findMessages, locate, messageAround } from './find.ts';
import { okHealth } from './health.ts';
import { okRules } from './rules.ts';
import { isOfficialOk, OK_HOSTS, okPageKind } from './urls.ts';

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
  roles: okRules.roles,
  useSelectors: okRules.replace,
};
