import type { Browser } from 'webextension-polyfill';

const scope = globalThis as { browser?: Browser; chrome?: Browser };

/**
 * The browser's extension interface. Chromium and Firefox both speak in promises by now, so no polyfill is shipped; the one
 * difference left is how a message is answered later, and messaging.ts takes the way that both know.
 */
export const browser = (scope.browser ?? scope.chrome) as Browser;
