import type { PlaceOf } from '../domain/messages/place.ts';
import { onAlarm, repeatAlarm } from '../platform/alarms.ts';
import { createMenuItems, type MenuChoice, onMenuItem } from '../platform/context-menu.ts';
import { answerBackground, type BackgroundHandlers, tellTab } from '../platform/messaging.ts';
import { serveOpenTabs } from '../platform/open-tabs.ts';
import { localised, onBrowserStart, onInstalled, onKeyCommand } from '../platform/runtime.ts';
import { onTabClosed, onTabShown } from '../platform/tabs.ts';
import { registerByHand } from './by-hand.ts';
import { contentHandlers } from './content-handlers.ts';
import { type Core, createCore } from './core.ts';
import { forgetLeftCases } from './forget-cases.ts';
import { pageHandlers } from './page-handlers.ts';
import { dropSubject } from './subjects.ts';

const TICK = 'tick';
/** The least that Chromium allows. */
const TICK_MINUTES = 0.5;
const MARK_MENU = 'mark-message';
const BY_HAND_MENU = 'register-by-hand';

/** Registers everything at once, as a worker that is woken by an event must; what the event asks for may come later. */
export function startBackground(hosts: string[], placeOf: PlaceOf): void {
  const core = createCore(hosts, placeOf);
  answerBackground(noticingPages(core, { ...contentHandlers(core), ...pageHandlers(core) }), hosts);

  onInstalled(() => {
    void createMenuItems([
      { id: MARK_MENU, title: localised('markMessageMenu'), on: 'page', pages: hosts },
      { id: BY_HAND_MENU, title: localised('byHandMenu'), on: 'selection', pages: ['https://*/*'] },
    ]);
    void serveOpenTabs(answers);
  });
  onBrowserStart(() => void wake(core));
  onAlarm((name) => name === TICK && void wake(core));
  onTabShown(() => void wake(core));
  onTabClosed((tabId) => {
    core.aftercare.tabClosed(tabId);
    void core.pageHealth.left(tabId);
    void dropSubject(tabId);
  });
  onMenuItem(chosen);
  onKeyCommand((command, tabId) => {
    if (command === 'mark-message') mark(tabId, 'keyboard');
    if (command === 'toggle-panel' && tabId !== null) tellTab(tabId, 'tab/toggle-panel', null).catch(() => undefined);
  });
  addEventListener('online', () => void core.loop.kick({ eager: true }));

  void repeatAlarm(TICK, TICK_MINUTES);
  void wake(core);
}

/** Does a content script of this copy run in the tab? */
async function answers(tabId: number): Promise<boolean> {
  return await tellTab(tabId, 'tab/chips-changed', { refs: [] }).then(
    () => true,
    () => false,
  );
}

async function wake(core: Core): Promise<void> {
  await forgetLeftCases(core);
  await core.loop.tend();
  await core.loop.kick();
  await core.showState();
  await core.pictures.sweep();
  await core.pageHealth.send();
}

function chosen({ id, tabId, address, selected }: MenuChoice): void {
  if (id === MARK_MENU) mark(tabId, 'context-menu');
  if (id === BY_HAND_MENU && tabId !== null && address !== null) {
    registerByHand({ tabId, address, text: selected }).catch(() => undefined);
  }
}

function mark(tabId: number | null, from: 'context-menu' | 'keyboard'): void {
  if (tabId !== null) tellTab(tabId, 'tab/mark-message', { from }).catch(() => undefined);
}

/** A page of a network says so when it comes and while it is seen: how it was read, and what is still there, is asked some time after. */
function noticingVisits(core: Core, handlers: BackgroundHandlers): BackgroundHandlers {
  return {
    ...handlers,
    'content/hello': async (input, sender) => {
      if (sender.tabId !== null) {
        core.pageHealth.heard(sender.tabId, input.network).catch(() => undefined);
        core.aftercare.visited(sender.tabId).catch(() => undefined);
      }
      return await handlers['content/hello'](input, sender);
    },
  };
}

/** A page of the extension that asks is a page somebody looks at. */
function noticingPages(core: Core, handlers: BackgroundHandlers): BackgroundHandlers {
  const noticing = Object.entries(noticingVisits(core, handlers)).map(([type, handle]) => {
    if (type.startsWith('content/')) return [type, handle];
    const noticed = (input: never, sender: never) => {
      core.seen.pageAskedAt = Date.now();
      void core.loop.tend();
      return (handle as (input: never, sender: never) => Promise<unknown>)(input, sender);
    };
    return [type, noticed];
  });
  return Object.fromEntries(noticing) as BackgroundHandlers;
}
