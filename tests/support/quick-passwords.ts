import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Set up for every test on a PostgreSQL: the server in this process hashes passwords as it does, by scrypt, but at a hundredth of the cost,
 * which is meant to be felt and would be most of the time that hundreds of sign-ins take.
 */
const { scrypt } = crypto;
let isQuick = true;
crypto.scrypt = ((password: string, salt: string, length: number, options: crypto.ScryptOptions, done: never) =>
  scrypt(password, salt, length, isQuick ? { ...options, N: 128 } : options, done)) as typeof scrypt;
syncBuiltinESMExports();

/** For a file whose subject is what a password costs. */
export function hashAtFullCost(): void {
  isQuick = false;
}
