import type { Browser } from 'webextension-polyfill';

const { browser, chrome } = globalThis as { browser?: Browser; chrome?: Browser };

/** The browser's own extension interface, in place of the polyfill where each kilobyte counts (see wxt.config.ts). */
export default (browser ?? chrome) as Browser;
