import { browser } from './webext.ts';

export interface Badge {
  text: string;
  title: string;
  colour: string;
}

export async function showBadge(badge: Badge): Promise<void> {
  await browser.action.setBadgeText({ text: badge.text });
  await browser.action.setTitle({ title: badge.title });
  await browser.action.setBadgeBackgroundColor({ color: badge.colour });
}
