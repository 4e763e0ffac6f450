import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from '../../lib/overlay/start.ts';
import { ok } from '../../lib/sites/ok/index.ts';

export default defineContentScript({
  matches: [...ok.hosts],
  runAt: 'document_idle',
  // The page has no business knowing which extensions start in it.
  noScriptStartedPostMessage: true,
  main(ctx) {
    startOverlay(ok, ctx);
  },
});
