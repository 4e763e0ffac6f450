import type { NetworkId } from '../../domain/cases/model.ts';
import { themeOf } from '../shared/theme.ts';
import type { Site } from '../site.ts';
import { composerFor } from './composer.ts';
import { findMessages, locate, messageAround } from './find.ts';
import { telegramHealth } from './health.ts';
import { telegramRules } from './rules.ts';
import { isOfficialTelegram, TELEGRAM_HOST, telegramPageKind } from './urls.ts';

export const telegram: Site = {
  id: 'telegram' satisfies NetworkId,
  hosts: [`https://${TELEGRAM_HOST}/*`],
  pageKind: telegramPageKind,
  findMessages,
  messageAround,
  locate,
  composerFor,
  // Comments of a post are opened by the person: the control that does it is not known from any page.
  openComposer: () => false,
  isOfficial: isOfficialTelegram,
  theme: themeOf,
  health: telegramHealth,
  roles: telegramRules.roles,
  useSelectors: telegramRules.replace,
};
