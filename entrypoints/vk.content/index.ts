import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from '../../lib/overlay/start.ts';
import { vk } from '../../lib/sites/vk/index.ts';

export default defineContentScript({
  matches: [...vk.hosts],
  runAt: 'document_idle',
  main(ctx) {
    startOverlay(vk, ctx);
  },
});
