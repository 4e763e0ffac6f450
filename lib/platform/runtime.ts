import { browser } from './webext.ts';

export function extensionUrl(path: string): string {
  return browser.runtime.getURL(path);
}

export function ownVersion(): string {
  return browser.runtime.getManifest().version;
}

export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
}

export function onBrowserStart(listener: () => void): void {
  browser.runtime.onStartup.addListener(listener);
}

/** False after the extension was updated or removed under a page that stays open. */
export function isContextValid(): boolean {
  return browser.runtime?.id !== undefined;
}

export function onKeyCommand(listener: (command: string, tabId: number | null) => void): void {
  browser.commands.onCommand.addListener((command, tab) => listener(command, tab?.id ?? null));
}

export function localised(key: string): string {
  return browser.i18n.getMessage(key);
}

/** The first language the person wants pages in, as a BCP 47 tag. The interface of the browser itself may lack it. */
export function uiLanguage(): string {
  return navigator.language;
}
