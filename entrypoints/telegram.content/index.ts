import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from '../../lib/overlay/start.ts';
import { telegram } from '../../lib/sites/telegram/index.ts';

export default defineContentScript({
  matches: [...telegram.hosts],
  runAt: 'document_idle',
  // The page has no business knowing which extensions start in it.
  noScriptStartedPostMessage: true,
  main(ctx) {
    startOverlay(telegram, ctx);
  },
});
