/** All that a command may do to the world around it: two streams of lines. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  /** Resolves once the reader has taken what was said, so that a long answer never piles up in memory. */
  drained(): Promise<void>;
}
