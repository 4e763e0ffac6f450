import type { Frame, Page } from 'playwright-core';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { until, untilStill } from '../until.ts';

/** A page of the extension or of the server as a person uses it: by the words on it. */
export interface Screen {
  /** Presses what bears this name: a button, a link, a tab, a summary, a choice. */
  press(name: string): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  /** Waits until the text can be read. */
  reads(text: string | RegExp, withinMs?: number): Promise<void>;
  /** Waits until the text can no longer be read. */
  forgets(text: string | RegExp, withinMs?: number): Promise<void>;
  text(): Promise<string>;
  /** What stands in a field. */
  value(label: string): Promise<string>;
}

type Locate = { name: string } | { label: string };

/** Finds in the page, by accessible name, what is visible; returns the middle of it. */
function find(wanted: Locate): { x: number; y: number } | null {
  const said = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
  const shown = (element: Element) => element.getClientRects().length > 0;
  const candidates =
    'name' in wanted
      ? [...document.querySelectorAll('button, a, summary, label, [role=tab], [role=button]')].filter(
          (one) => said(one) === wanted.name,
        )
      : [...document.querySelectorAll('label')]
          .filter((one) => one.childNodes[0]?.textContent?.trim() === wanted.label)
          .map((one) => (one as HTMLLabelElement).control)
          .filter((one) => one !== null);
  const target = candidates.find((one) => shown(one) && !one.matches(':disabled'));
  if (!target) return null;
  target.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = target.getBoundingClientRect();
  return { x: left + Math.min(width / 2, 60), y: top + Math.min(height / 2, 14) };
}

function fieldValue(label: string): string | null {
  const found = [...document.querySelectorAll('label')].find((one) => one.childNodes[0]?.textContent?.trim() === label)?.control;
  return found && 'value' in found ? String(found.value) : null;
}

/** All a person can read on a page. */
export function readable(): string {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is rendered can be read by a person.
  return document.body?.innerText ?? '';
}

interface Hands {
  evaluate<A, R>(run: (argument: A) => R, argument: A): Promise<R>;
  click(x: number, y: number): Promise<void>;
  /** Selects what stands in the focused field and puts this text in its place, as a person typing does. */
  retype(text: string): Promise<void>;
}

function createScreen(hands: Hands): Screen {
  const seen = async (): Promise<string> => hands.evaluate(readable, null).catch(() => '');
  const contains = (text: string, wanted: string | RegExp) =>
    typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  const tap = async (wanted: Locate, what: string) => {
    const at = await untilStill(() => hands.evaluate(find, wanted), `«${what}»`).catch(async (error) => {
      throw new Error(`${error.message} The screen says:\n${await seen()}`);
    });
    await hands.click(at.x, at.y);
  };
  return {
    press: (name) => tap({ name }, name),
    async fill(label, text) {
      await tap({ label }, label);
      await hands.retype(text);
    },
    async reads(text, withinMs) {
      await until(async () => contains(await seen(), text), `«${text}»`, withinMs).catch(async (error) => {
        throw new Error(`${error.message} The screen says:\n${await seen()}`);
      });
    },
    async forgets(text, withinMs) {
      await until(async () => !contains(await seen(), text), `«${text}» to go`, withinMs);
    },
    text: seen,
    value: async (label) => (await hands.evaluate(fieldValue, label)) ?? '',
  };
}

/** `frame` when the screen is the panel docked in the page. */
export function chromiumScreen(page: Page, frame: Frame = page.mainFrame()): Screen {
  return createScreen({
    evaluate: (run, argument) => frame.evaluate(run as never, argument) as never,
    async click(x, y) {
      const box = frame === page.mainFrame() ? null : await (await frame.frameElement()).boundingBox();
      await page.mouse.click(x + (box?.x ?? 0), y + (box?.y ?? 0));
    },
    async retype(text) {
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
    },
  });
}

export function firefoxScreen(page: FirefoxPage): Screen {
  return createScreen({
    evaluate: (run, argument) => page.evaluate(run as never, argument as never) as never,
    async click(x, y) {
      await page.bringToFront();
      await page.mouse.click(x, y);
    },
    async retype(text) {
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
      await page.keyboard.type(text);
    },
  });
}
