import { broadcast } from '../platform/messaging.ts';
import { openOwnPage } from '../platform/tabs.ts';
import { messageByHand, type Selected } from './message-by-hand.ts';
import { writeSubject } from './subjects.ts';

/** Opens the panel in a tab of its own on the selected message: a page of another site holds no docked one. */
export async function registerByHand(selected: Selected): Promise<void> {
  const message = await messageByHand(selected);
  await writeSubject(selected.tabId, message ? { kind: 'message', message } : { kind: 'unusable' });
  broadcast({ type: 'subject-changed', tabId: selected.tabId });
  await openOwnPage(`panel.html?tab=${selected.tabId}`);
}
