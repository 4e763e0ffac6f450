export type RequestMap<M> = { [T in keyof M]: { in: unknown; out: unknown } };

/** What crosses the message channel: a value, or the fact that the handler failed (its words stay in its own context). */
export type Answer = { ok: true; value: unknown } | { ok: false; name: string };
export type Reply<R> = { ok: boolean; value?: R };

export class MessagingError extends Error {
  readonly code: 'timeout' | 'no-answer' | 'failed';
  constructor(code: MessagingError['code']) {
    super(`messaging: ${code}`);
    this.name = 'MessagingError';
    this.code = code;
  }
}
