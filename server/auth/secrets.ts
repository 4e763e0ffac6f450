import { createHash, randomBytes, randomInt } from 'node:crypto';
import { sha256 } from '../commands/canonical.ts';

/** A secret of 256 bits behind the tenant it is good in, so that the right rows can be asked for before anything else is known. */
export function newToken(tenantId: string): string {
  return `${tenantId.replaceAll('-', '')}${randomBytes(32).toString('base64url')}`;
}

/** The tenant a token claims to be of; null when it cannot be a token. Whether it is good the hash alone decides. */
export function tenantOfToken(token: string): string | null {
  const found = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[A-Za-z0-9_-]{43}$/.exec(token);
  return found ? found.slice(1).join('-') : null;
}

/** Only hashes are stored: tokens are random, so a plain hash is enough. */
export function hashOf(token: string): string {
  return sha256(token);
}

const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A code to be read and typed by a person: 50 bits, no letters that look alike. */
export function newCode(): string {
  const letters = Array.from({ length: 10 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** What was typed, without the ways people change a code while typing it. */
export function normaliseCode(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** PKCE, S256 (RFC 7636). */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}
