import { until, untilStill } from '../until.ts';
import { type Chip, chipPlace } from './chips.ts';
import { readable, type Screen } from './screen.ts';

/** A page of a network with the extension in it, as the person before it sees and uses it. */
export interface Wall {
  /** The mark on the message with these words, null while there is none. */
  chip(snippet: string): Promise<Chip | null>;
  /** Waits until the mark says this. */
  chipSays(snippet: string, words: string | RegExp, withinMs?: number): Promise<Chip>;
  pressChip(snippet: string): Promise<void>;
  /** The panel of this page: docked where automation reaches it, else in a tab of its own. */
  panel(): Promise<Screen>;
  /** Presses the network's own «send» of the reply box that is open. */
  pressSend(): Promise<void>;
  /** Turns the network's own author switch of the open reply box to the community. */
  speakForCommunity(): Promise<void>;
  reads(text: string, withinMs?: number): Promise<void>;
  /** Scrolls to these words. */
  show(text: string): Promise<void>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
}

export interface WallHands {
  evaluate<A, R>(run: (argument: A) => R, argument: A): Promise<R>;
  click(x: number, y: number): Promise<void>;
  chips(): Promise<Chip[]>;
  panel(): Promise<Screen>;
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
}

/** The networks' own controls, as they stand on their pages. */
const SEND = '[data-testid="send-comment"], .reply_send_button:not(.reply_send_disabled), .form-actions_yes';
const AS_COMMUNITY = '.checkbox_official';

function control(selector: string): { x: number; y: number } | null {
  const button = [...document.querySelectorAll(selector)].find(
    (one) => one.getClientRects().length > 0 && !one.matches(':disabled'),
  );
  if (!button) return null;
  button.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = button.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

function scrollTo(text: string): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (texts.currentNode.nodeValue?.includes(text) && parent?.getClientRects().length)
      parent.scrollIntoView({ block: 'center', behavior: 'instant' });
  }
}

export function createWall(hands: WallHands): Wall {
  const place = (snippet: string) => hands.evaluate(chipPlace, snippet).catch(() => null);
  const chip = async (snippet: string) => {
    const found = await place(snippet);
    return found ? ((await hands.chips())[found.index] ?? null) : null;
  };
  const press = async (selector: string, what: string) => {
    const at = await untilStill(() => hands.evaluate(control, selector), what);
    await hands.click(at.x, at.y);
  };
  return {
    chip,
    async chipSays(snippet, words, withinMs) {
      let last: Chip | null = null;
      const says = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text));
      const found = await until(
        async () => {
          last = await chip(snippet);
          return last && says(last.text) ? last : null;
        },
        `the mark on «${snippet}» to say «${words}»`,
        withinMs,
      ).catch((error: Error) => {
        throw new Error(`${error.message} It says «${last?.text ?? 'nothing'}».`);
      });
      return found;
    },
    async pressChip(snippet) {
      const at = await untilStill(() => place(snippet), `a mark on «${snippet}»`);
      await hands.click(at.x, at.y);
    },
    panel: hands.panel,
    pressSend: () => press(SEND, 'the send button of the network'),
    speakForCommunity: () => press(AS_COMMUNITY, 'the author switch of the network'),
    async reads(text, withinMs) {
      await until(
        () =>
          hands.evaluate(readable, null).then(
            (all) => all.includes(text),
            () => false,
          ),
        `«${text}»`,
        withinMs,
      );
    },
    show: (text) => hands.evaluate(scrollTo, text),
    goto: async (url) => void (await hands.goto(url)),
    reload: async () => void (await hands.reload()),
  };
}
