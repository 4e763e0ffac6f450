import { type MessageRef, messageRef } from '../../../lib/domain/ids.ts';
import type { InsertOutcome, SeenMessage } from '../../../lib/domain/messages/seen.ts';
import { attachPicture } from '../../../lib/overlay/insertion/attach-picture.ts';
import { awaitComposer } from '../../../lib/overlay/insertion/await-composer.ts';
import { insertIntoPage } from '../../../lib/overlay/insertion/insert-into-page.ts';
import { insertReply } from '../../../lib/overlay/insertion/insert-reply.ts';
import { createOverlay } from '../../../lib/overlay/runtime.ts';
import { bytesOfBase64 } from '../../../lib/platform/base64.ts';
import type { AttachAnswer } from '../../../lib/protocol/picture-messages.ts';
import { siteFor } from '../../../lib/sites/index.ts';
import type { Composer, Page, Site } from '../../../lib/sites/site.ts';

/** What the browser tests call inside a page: the real adapters and the real insertion, bundled. */
export interface InPage {
  messages(): SeenMessage[];
  insert(ref: string, text: string, options?: Options): Promise<InsertOutcome>;
  /** Opens the box and keeps it, so that the page may change before `insertHeld`. */
  hold(ref: string): Promise<boolean>;
  insertHeld(ref: string, text: string, options?: Options): Promise<InsertOutcome>;
  /** Pastes a picture (base64) beside the text; `at`: how many must be there before. */
  attach(ref: string, text: string, base64: string, at: number, options?: Options): Promise<AttachAnswer>;
  health(): ReturnType<Site['health']>;
  /** Watches the page as the content script does, while the reply to this message is awaited. */
  watch(ref: string): void;
  /** The replies told so far, and how many frames after the last press on the page: a busy machine draws fewer of them. */
  told(): { reply: SeenMessage; afterFrames: number }[];
}
interface Options {
  confirmed?: boolean;
  override?: boolean;
  account?: string;
}

declare global {
  interface Window {
    vovremya: InPage;
  }
}

const found = siteFor(new URL(location.href));
if (!found) throw new Error(`no site for ${location.href}`);
const site: Site = found;
let held: Composer | null = null;
const told: { reply: SeenMessage; afterFrames: number }[] = [];

window.vovremya = {
  messages: () => site.findMessages(document, page()).map((sighting) => sighting.read()),
  insert: (ref, text, options) => insertIntoPage(site, page(), new AbortController().signal, { ...asked(ref, options), text }),
  async hold(ref) {
    held = await awaitComposer(site, messageRef(ref), page(), new AbortController().signal);
    return held !== null;
  },
  async insertHeld(ref, text, options) {
    if (!held) throw new Error('nothing held');
    return insertReply({ site, composer: held, text, page: page(), ...asked(ref, options) });
  },
  attach: (ref, text, base64, at, options) => {
    const picture = new File([bytesOfBase64(base64)], 'vovremya-1.png', { type: 'image/png' });
    return attachPicture(site, page(), { ...asked(ref, options), text, picture, at });
  },
  health: () => site.health(page()),
  watch,
  told: () => told,
};

function watch(ref: string): void {
  let frames = 0;
  const count = () => {
    frames += 1;
    requestAnimationFrame(count);
  };
  count();
  addEventListener(
    'click',
    () => {
      frames = 0;
    },
    { capture: true },
  );
  createOverlay({
    site,
    doc: document,
    lang: 'ru',
    now: () => Date.now(),
    isValid: () => true,
    showPanel: () => undefined,
    background: {
      chips: async (refs) =>
        refs.map((one) => ({
          ref: one,
          kind: 'case',
          level: 'calm',
          text: 'срок',
          label: 'срок',
          isFollowed: one === ref,
        })),
      openPanel: async () => ({ panelUrl: '' }),
      async repliesSeen(replies) {
        for (const { reply } of replies) told.push({ reply, afterFrames: frames });
      },
    },
  });
}

function asked(ref: string, { confirmed = true, override = false, account }: Options = {}) {
  const url = account ?? (site.id === 'vk' ? 'https://vk.com/lebedinoe_okrug' : 'https://ok.ru/group/70000000000101');
  const reference: MessageRef = messageRef(ref);
  return { ref: reference, confirmed, override, accounts: [{ network: site.id, name: 'Администрация округа Лебединое', url }] };
}

function page(): Page {
  return {
    doc: document,
    get url() {
      return new URL(location.href);
    },
    now: Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
