import { browser } from './webext.ts';

/** Lives as long as the browser session and outlives the worker; content scripts cannot read it. */
export async function readSessionValue(key: string): Promise<unknown> {
  return (await browser.storage.session.get(key))[key];
}

export async function writeSessionValue(key: string, value: unknown): Promise<void> {
  await browser.storage.session.set({ [key]: value });
}

export async function dropSessionValue(key: string): Promise<void> {
  await browser.storage.session.remove(key);
}

/** Settings without secrets: content scripts can read this area. */
export async function readSetting(key: string): Promise<unknown> {
  return (await browser.storage.local.get(key))[key];
}

export async function writeSetting(key: string, value: unknown): Promise<void> {
  await browser.storage.local.set({ [key]: value });
}
