import { serve as serveUntilAsked } from '../server/serve.ts';
import { operate } from './operator.ts';
import type { Terminal } from './terminal.ts';

/** `serve`: the server itself, until it is asked to end. */
export function serve(args: string[], terminal: Terminal): Promise<number> {
  return operate('serve', terminal, 1, () => serveUntilAsked(args));
}
