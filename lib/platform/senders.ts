/** Who sent a message, judged by what the browser says of the sender and by nothing the message claims. */
export type SenderClass = 'content' | 'page' | 'stranger';

export interface SenderFacts {
  id?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  tabUrl?: string | undefined;
}

/** Match patterns here are only of the form `https://host/*` and `https://*.host/*`. */
export function hostMatches(url: string, patterns: string[]): boolean {
  const parsed = URL.parse(url);
  if (!parsed) return false;
  return patterns.some((pattern) => {
    const parts = /^(\*|[a-z]+):\/\/(\*\.)?([^/]+)\//.exec(pattern);
    if (!parts) return false;
    const [, scheme, any, host = ''] = parts;
    if (scheme === '*' ? !/^https?:$/.test(parsed.protocol) : parsed.protocol !== `${scheme}:`) return false;
    return parsed.hostname === host || (any !== undefined && parsed.hostname.endsWith(`.${host}`));
  });
}

export function classifySender(sender: SenderFacts, own: { id: string; origin: string; hosts: string[] }): SenderClass {
  if (sender.id !== own.id || sender.url === undefined) return 'stranger';
  if (URL.parse(sender.url)?.protocol.endsWith('-extension:')) {
    return sender.url.startsWith(own.origin) ? 'page' : 'stranger';
  }
  return sender.frameId === 0 && hostMatches(sender.url, own.hosts) ? 'content' : 'stranger';
}
