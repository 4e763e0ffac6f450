import { messageRef } from '../../../lib/domain/ids.ts';
import type { InsertOutcome } from '../../../lib/domain/messages/seen.ts';
import { insertIntoPage } from '../../../lib/overlay/insertion/insert-into-page.ts';
import { editableText } from '../../../lib/sites/shared/text.ts';
import type { Composer, Sighting } from '../../../lib/sites/site.ts';

declare global {
  interface Window {
    editors: Record<string, { box(): HTMLElement; text(): string }>;
    /** The real insertion, aimed at the box of an editor; `earlier` is what it put there before. */
    put(editor: string, text: string, earlier?: string): Promise<InsertOutcome>;
  }
}

const ref = messageRef('vk:wall-1_2');

window.put = (name, text, earlier) => {
  const editor = window.editors[name];
  if (!editor) throw new Error(`no editor ${name}`);
  const composerNow = (): Composer => {
    const box = editor.box();
    return {
      box,
      identity: () => ({ kind: 'known', name: 'Администрация', url: 'https://vk.com/lebedinoe' }),
      text: () => editableText(box),
      belongsTo: () => box.isConnected,
    };
  };
  const message = { ref, element: document.body, read: () => ({ deleted: false }) } as unknown as Sighting;
  const site = { locate: () => message, composerFor: composerNow, openComposer: () => true, isOfficial: () => true };
  const page = { doc: document, url: new URL(location.href), now: Date.now(), zone: 'UTC' };
  const asked = { ref, text, accounts: [], confirmed: false, override: false, earlier };
  return insertIntoPage(site, page, new AbortController().signal, asked);
};
