import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';
import { defineConfig } from 'wxt';
import { sites } from './lib/sites/index.ts';

/** Pages of these networks and nothing else; the server's address is reached by CORS, not by permission. */
const hosts = sites.flatMap((site) => site.hosts);

const EXTENSION_PAGES_CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "img-src 'self' data:",
  "style-src 'self'",
  'connect-src https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*',
].join('; ');

const STAND_INS = {
  'webextension-polyfill': fileURLToPath(new URL('lib/platform/native.ts', import.meta.url)),
  'wxt/utils/content-script-context': fileURLToPath(new URL('lib/platform/content-context.ts', import.meta.url)),
};

/** An entry of a selector list for a layout that no live page has any more. */
const BYGONE = /\bbygone\((['"`])(?:\\.|(?!\1).)*\1[^)]*\),?/g;

/** How WXT starts a content script, less its plugins, of which there are none, and its logger, which is mute in what is built. */
const START = 'export default definition.main(new ContentScriptContext());';

/**
 * Content scripts are loaded into every page of a network, the others beside them when a person asks for something rare. What it asks of the browser is the same promises in every browser the
 * manifest allows, so the polyfill stays out of it; so does what selectors tell people only: how surely and when they were seen,
 * layouts that only saved pages have, and WXT's context, which any page can end.
 */
function slimContentScripts(entrypoints: readonly { type: string }[], config: InlineConfig): void {
  if (!entrypoints.every(({ type }) => type === 'content-script' || type === 'unlisted-script')) return;
  config.resolve = { ...config.resolve, alias: { ...config.resolve?.alias, ...STAND_INS } };
  config.plugins = [
    ...(config.plugins ?? []),
    {
      name: 'selectors-without-provenance',
      transform(code, id) {
        if (!/lib\/sites\/\w+\/selectors\.ts$/.test(id)) return null;
        return code
          .replace(BYGONE, '')
          .replace(/, (['"])(saved-page|inventory|in-use|guess)\1, (['"])(never|\d{4}(-\d\d)?)\3\)/g, ')');
      },
    },
    {
      name: 'start-without-logger',
      transform: (code) => (code.includes('The content script "') ? code.replace(/\/\/#region[\s\S]*$/, START) : null),
    },
    {
      name: 'styles-without-spaces',
      transform(code, id) {
        if (!/lib\/overlay\/[\w-]+\.ts$/.test(id)) return null;
        return code.replace(/_CSS = `[^`]*`/g, (css) =>
          css
            .replace(/\s+/g, ' ')
            .replace(/;? ?([{};,]) ?/g, '$1')
            .replaceAll(': ', ':')
            .replaceAll(' !', '!')
            .replace('` ', '`'),
        );
      },
    },
  ];
}

export default defineConfig({
  srcDir: '.',
  entrypointsDir: 'entrypoints',
  publicDir: 'public',
  imports: false,
  // `npm run dev` opens the browser itself, with the practice pages in it.
  webExt: { disabled: true },
  manifestVersion: 3,
  hooks: { 'vite:build:extendConfig': slimContentScripts },
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'ru',
    permissions: ['storage', 'alarms', 'identity', 'contextMenus', 'scripting'],
    host_permissions: hosts,
    content_security_policy: { extension_pages: EXTENSION_PAGES_CSP },
    web_accessible_resources: [
      // Under an address that changes with every session the page cannot frame the panel itself; Firefox's address is random anyway.
      { resources: ['panel.html'], matches: hosts, ...(browser === 'firefox' ? {} : { use_dynamic_url: true }) },
    ],
    action: { default_title: '__MSG_name__' },
    commands: {
      'toggle-panel': { suggested_key: { default: 'Alt+Shift+V' }, description: '__MSG_togglePanel__' },
      'mark-message': { suggested_key: { default: 'Alt+Shift+I' }, description: '__MSG_markMessage__' },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'vovremya@vovremya.example',
              strict_min_version: '140.0',
              data_collection_permissions: {
                required: ['websiteContent', 'personallyIdentifyingInfo', 'authenticationInfo'],
              },
            },
          },
        }
      : { minimum_chrome_version: '126' }),
  }),
});
