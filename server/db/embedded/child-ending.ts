import type { ChildProcess } from 'node:child_process';

export interface Ending {
  code: number | null;
  /** Its last words, for the message. */
  tail: string;
}

/** Resolves when the program has ended or could not be started. */
export function ending(child: ChildProcess): Promise<Ending> {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-600);
  });
  return new Promise((done) => {
    child.once('error', (problem) => done({ code: -1, tail: problem.message }));
    child.once('exit', (code) => done({ code, tail: words.trim() }));
  });
}
