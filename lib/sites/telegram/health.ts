import { idHealth, roleHealth, verdictOf } from '../shared/health.ts';
import type { Health, Page } from '../site.ts';
import { isOnItsWay, messageIdOf } from './read.ts';
import { part, telegramRules } from './rules.ts';
import { openChat } from './urls.ts';

/** What every role tried, found and missed on this page. */
export function telegramHealth({ doc, url }: Page): Health {
  const items = [...doc.querySelectorAll(telegramRules.css('message'))].filter((item) => {
    const own = !item.parentElement?.closest(telegramRules.css('message'));
    return own && !isOnItsWay(item) && item.closest(telegramRules.css('notAMessage', 'otherChat')) === null;
  });
  const read = items.filter((item) => messageIdOf(item, url) !== null);
  const expected = openChat(url) !== null;
  const measure = (role: 'text' | 'date' | 'author') => {
    return roleHealth(doc, role, telegramRules.of(role), read.filter((item) => part(item, role) === null).length);
  };
  const text = measure('text');
  const nameless = expected ? items.length - read.length : 0;
  const roles = [
    roleHealth(doc, 'message', telegramRules.of('message')),
    idHealth('messageId', read.length, nameless),
    text,
    measure('date'),
    measure('author'),
    roleHealth(doc, 'chatTitle', telegramRules.of('chatTitle')),
    roleHealth(doc, 'composerInput', telegramRules.of('composerInput')),
  ];
  const layout = telegramRules.of('message').find(({ css }) => read[0]?.matches(css))?.layout ?? 'unknown';
  const verdict = verdictOf({ expected, saysEmpty: false, read: read.length, nameless, needed: [text] });
  return { layout, expected, roles, verdict };
}
