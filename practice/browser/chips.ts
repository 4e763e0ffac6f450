import type { Page } from 'playwright-core';
import type { Browser, Page as FirefoxPage } from 'puppeteer-core';

/** What a person sees on a message: the words of the mark, the whole sentence behind it, and its shape. */
export interface Chip {
  text: string;
  label: string;
  look: string;
}

const TAG = 'vovremya-chip';

/**
 * Which mark, in document order, stands nearest to these words: the networks show messages below one another, each mark beside its own.
 * Scrolls it into view and gives the middle of it.
 */
export function chipPlace(snippet: string): { index: number; x: number; y: number } | null {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let words: Element | null = null;
  while (words === null && texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (texts.currentNode.nodeValue?.includes(snippet) && parent && parent.getClientRects().length > 0) words = parent;
  }
  if (words === null) return null;
  const { left, top } = words.getBoundingClientRect();
  const hosts = [...document.querySelectorAll('vovremya-chip')];
  const distances = hosts.map((host) => {
    const box = host.getBoundingClientRect();
    return Math.abs(box.top - top) + Math.abs(box.left - left) / 5;
  });
  const index = distances.indexOf(Math.min(...distances));
  const host = hosts[index];
  if (!host) return null;
  host.scrollIntoView({ block: 'center', behavior: 'instant' });
  const box = host.getBoundingClientRect();
  return { index, x: box.left + Math.min(box.width / 2, 12), y: box.top + box.height / 2 };
}

/** The page itself cannot look into a closed shadow root; the browser's debugger can. */
export async function chromiumChips(page: Page): Promise<Chip[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: CdpNode };
    return collect(root).map(chipOf);
  } finally {
    await session.detach();
  }
}

interface CdpNode {
  nodeName: string;
  nodeValue: string;
  attributes?: string[];
  children?: CdpNode[];
  shadowRoots?: CdpNode[];
}

function collect(node: CdpNode): CdpNode[] {
  if (node.nodeName.toLowerCase() === TAG) return [node];
  return (node.children ?? []).flatMap(collect);
}

function chipOf(host: CdpNode): Chip {
  const button = host.shadowRoots?.[0]?.children?.find((child) => child.nodeName === 'BUTTON');
  const pairs = button?.attributes ?? [];
  const attribute = (name: string) => {
    const at = pairs.findIndex((word, index) => index % 2 === 0 && word === name);
    return at < 0 ? '' : (pairs[at + 1] ?? '');
  };
  return { text: button ? wordsOf(button) : '', label: attribute('aria-label'), look: attribute('class') };
}

function wordsOf(node: CdpNode): string {
  return node.nodeName === '#text' ? node.nodeValue : (node.children ?? []).map(wordsOf).join('');
}

/** Puppeteer has no words for this, so the protocol is asked directly. */
export async function firefoxChips(browser: Browser, page: FirefoxPage): Promise<Chip[]> {
  const { connection } = browser as unknown as { connection: BidiConnection };
  const context = (page.mainFrame() as unknown as { _id: string })._id;
  const { result } = await connection.send('script.evaluate', {
    expression: `[...document.querySelectorAll('${TAG}')]`,
    target: { context },
    awaitPromise: false,
    serializationOptions: { includeShadowTree: 'all', maxDomDepth: 6 },
  });
  return (result.result?.value ?? []).map(bidiChip);
}

interface BidiConnection {
  send(method: string, params: object): Promise<{ result: { result?: { value?: BidiNode[] } } }>;
}
interface BidiNode {
  value?: {
    localName?: string;
    nodeValue?: string;
    attributes?: Record<string, string>;
    children?: BidiNode[];
    shadowRoot?: BidiNode | null;
  };
}

function bidiChip(host: BidiNode): Chip {
  const button = host.value?.shadowRoot?.value?.children?.find((child) => child.value?.localName === 'button');
  const attributes = button?.value?.attributes ?? {};
  return { text: button ? bidiWords(button) : '', label: attributes['aria-label'] ?? '', look: attributes.class ?? '' };
}

function bidiWords({ value }: BidiNode): string {
  return value?.nodeValue ?? (value?.children ?? []).map(bidiWords).join('');
}
