import type { Runtime } from 'webextension-polyfill';
import type { Broadcast, ContentRequests, PageRequests, TabRequests } from '../protocol/messages.ts';
import { type Answer, MessagingError, type Reply, type RequestMap } from './message-envelope.ts';
import { classifySender } from './senders.ts';
import { browser } from './webext.ts';

export type BackgroundRequests = ContentRequests & PageRequests;

/** Tells a handler who asks: the browser's word. */
export interface Sender {
  tabId: number | null;
  url: string;
}

type Respond = (answer: unknown) => void;

const ANSWER_WITHIN_MS = 5_000;
/** Requests that wait for a person, a page load or the network. */
const PATIENCE_MS: Partial<Record<string, number>> = {
  'session/connect': 10 * 60_000,
  // Ends when the cases are here, which on a first day may be many.
  'session/redeem': 5 * 60_000,
  'session/sign-out': 15_000,
  'reply/insert': 180_000,
  'message/open': 30_000,
  // Millions of bytes, over a slow line.
  'pictures/keep': 30_000,
  'pictures/get': 130_000,
  'tab/insert': 30_000,
  'tab/attach': 30_000,
};
/** Asking these twice would do something twice; all others are reads or carry an id of their own. */
const ASKED_ONCE = new Set([
  'session/connect',
  'session/redeem',
  'session/sign-out',
  'reply/insert',
  'message/open',
  'tab/insert',
  'tab/attach',
]);

export async function askBackground<T extends keyof BackgroundRequests>(
  type: T,
  input: BackgroundRequests[T]['in'],
): Promise<BackgroundRequests[T]['out']> {
  return await ask<BackgroundRequests, T>(() => browser.runtime.sendMessage({ type, input }), mannerOf(type));
}

/** The same for a content script: what it asks is answered at once and may be asked again, so it carries no table of what is not. */
export async function askFromPage<T extends keyof ContentRequests>(
  type: T,
  input: ContentRequests[T]['in'],
): Promise<ContentRequests[T]['out']> {
  return await ask<ContentRequests, T>(() => browser.runtime.sendMessage({ type, input }), {
    patienceMs: ANSWER_WITHIN_MS,
    once: false,
  });
}

export async function tellTab<T extends keyof TabRequests>(
  tabId: number,
  type: T,
  input: TabRequests[T]['in'],
): Promise<TabRequests[T]['out']> {
  return await ask<TabRequests, T>(() => browser.tabs.sendMessage(tabId, { type, input }, { frameId: 0 }), mannerOf(type));
}

/** One listener answers everything asked of the background; registered synchronously when the worker starts. */
export function answerBackground(handlers: BackgroundHandlers, hosts: string[]): void {
  const own = { id: browser.runtime.id, origin: browser.runtime.getURL(''), hosts };
  listen((message, raw, respond) => {
    const request = readRequest(message);
    if (!request) return undefined;
    const kind = classifySender({ id: raw.id, url: raw.url, frameId: raw.frameId }, own);
    const allowed = request.type.startsWith('content/') ? kind === 'content' : kind === 'page';
    if (!allowed || !Object.hasOwn(handlers, request.type)) return undefined;
    const handler = handlers[request.type as keyof BackgroundHandlers] as (input: unknown, sender: Sender) => Promise<unknown>;
    return answer(respond, () => handler(request.input, { tabId: raw.tab?.id ?? null, url: raw.url ?? '' }));
  });
}

/** Answers what the background tells this tab; returns a function that stops listening. */
export function answerInTab(handlers: Partial<TabHandlers>): () => void {
  return listen((message, raw, respond) => {
    const request = readRequest(message);
    if (!request || raw.id !== browser.runtime.id || raw.tab !== undefined || !Object.hasOwn(handlers, request.type))
      return undefined;
    const handler = handlers[request.type as keyof TabHandlers] as (input: unknown) => Promise<unknown>;
    return answer(respond, () => handler(request.input));
  });
}

/** To every open page of the extension; nobody listening is no error. */
export function broadcast(news: Broadcast): void {
  browser.runtime.sendMessage({ news }).catch(() => undefined);
}

export function onBroadcast(listener: (news: Broadcast) => void): () => void {
  return listen((message, raw) => {
    if (raw.id !== browser.runtime.id || raw.tab !== undefined) return undefined;
    if (typeof message === 'object' && message !== null && 'news' in message) listener(message.news as Broadcast);
    return undefined;
  });
}

export type BackgroundHandlers = {
  [T in keyof BackgroundRequests]: (input: BackgroundRequests[T]['in'], sender: Sender) => Promise<BackgroundRequests[T]['out']>;
};
export type TabHandlers = { [T in keyof TabRequests]: (input: TabRequests[T]['in']) => Promise<TabRequests[T]['out']> };

interface Manner {
  patienceMs: number;
  once: boolean;
}

function mannerOf(type: string): Manner {
  return { patienceMs: PATIENCE_MS[type] ?? ANSWER_WITHIN_MS, once: ASKED_ONCE.has(type) };
}

async function ask<M extends RequestMap<M>, T extends keyof M & string>(
  send: () => Promise<unknown>,
  { patienceMs, once }: Manner,
): Promise<M[T]['out']> {
  try {
    return unwrap<M[T]['out']>(await within(send(), patienceMs));
  } catch (error) {
    // The worker may have been put to sleep between waking and answering; a handler's own failure is not asked again.
    if (once || (error instanceof MessagingError && error.code === 'failed')) throw error;
    return unwrap<M[T]['out']>(await within(send(), patienceMs));
  }
}

/** Returning nothing leaves the message to other listeners, which the published types do not know. */
function listen(hear: (message: unknown, raw: Runtime.MessageSender, respond: Respond) => true | undefined): () => void {
  const listener = hear as Runtime.OnMessageListenerCallback;
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

/** `true` keeps the channel open until `respond` is called: understood by every browser, unlike a returned promise. */
function answer(respond: Respond, work: () => Promise<unknown>): true {
  work().then(
    (value) => respond({ ok: true, value } satisfies Answer),
    (error: unknown) => respond({ ok: false, name: error instanceof Error ? error.name : 'Error' } satisfies Answer),
  );
  return true;
}

function unwrap<R>(reply: unknown): R {
  if (typeof reply !== 'object' || reply === null || !('ok' in reply)) throw new MessagingError('no-answer');
  const { ok, value } = reply as Reply<R>;
  if (!ok) throw new MessagingError('failed');
  return value as R;
}

async function within<R>(promise: Promise<R>, ms: number): Promise<R> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MessagingError('timeout')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function readRequest(message: unknown): { type: string; input: unknown } | null {
  if (typeof message !== 'object' || message === null || !('type' in message) || typeof message.type !== 'string') return null;
  return { type: message.type, input: 'input' in message ? message.input : null };
}
