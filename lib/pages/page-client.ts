import type { Broadcast, PageRequests } from '../protocol/messages.ts';

/** The background as a page of the extension sees it. */
export interface PageClient {
  request<T extends keyof PageRequests>(type: T, input: PageRequests[T]['in']): Promise<PageRequests[T]['out']>;
  /** Returns a function that stops listening. */
  onBroadcast(listener: (news: Broadcast) => void): () => void;
}
