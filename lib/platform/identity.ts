import { browser } from './webext.ts';

export function hasWebAuthFlow(): boolean {
  return browser.identity?.launchWebAuthFlow !== undefined;
}

export function authRedirectUrl(): string {
  return browser.identity.getRedirectURL('connected');
}

/** Null when the person closed the window. */
export async function runWebAuthFlow(url: string): Promise<string | null> {
  try {
    return await browser.identity.launchWebAuthFlow({ url, interactive: true });
  } catch {
    return null;
  }
}
