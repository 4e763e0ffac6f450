import browser from 'webextension-polyfill';

/** The browser's extension interface, the same promises in Chromium and Firefox. Every other file here takes it from this one. */
export { browser };
