import { isContextValid } from './runtime.ts';

/**
 * Stands in for WXT's own context in content scripts (see wxt.config.ts): theirs listens for an event of the document that any page
 * can send, and so let a page end the extension's work in it; it is also a tenth of what a page may be made to load.
 */
export function ContentScriptContext() {
  const ending = new AbortController();
  const { signal } = ending;
  return {
    signal,
    /** False once the extension was updated or removed under the page: noticed when asked. */
    get isValid() {
      if (!isContextValid()) ending.abort();
      return !signal.aborted;
    },
  };
}
