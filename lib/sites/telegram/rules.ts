import { createRuleSet, pick } from '../shared/selectors.ts';
import { telegramSelectors } from './selectors.ts';

type TelegramRole = keyof typeof telegramSelectors;

export const telegramRules = createRuleSet<TelegramRole>(telegramSelectors);

/** The message's own part of a role. */
export function part(item: Element, role: TelegramRole): Element | null {
  return pick(item, telegramRules.of(role), telegramRules.css('message'));
}
