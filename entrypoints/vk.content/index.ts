import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from '../../lib/overlay/start.ts';
import { vk } from '../../lib/sites/vk/index.ts';

export default defineContentScript({
  matches: [...vk.hosts],
  runAt: 'document_idle',
  // The page has no business knowing which extensions start in it.
  noScriptStartedPostMessage: true,
  main(ctx) {
    startOverlay(vk, ctx);
  },
});
