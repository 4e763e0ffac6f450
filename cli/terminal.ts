/** All that a command may do to the world around it: two streams of lines. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
}
