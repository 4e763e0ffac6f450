import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8');

/** Passwords and words that are tried first, in lower case. The list is a file of ours: nothing typed is sent to a foreign service. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
);
