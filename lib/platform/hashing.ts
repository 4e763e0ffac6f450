import { uuidv7 } from 'uuidv7';
import type { StoredText, TextRef } from '../domain/cases/model.ts';
import { bytesOfBase64 } from './base64.ts';

/** SHA-256 of the UTF-8 bytes, lower-case hex. */
export async function sha256Hex(text: string): Promise<string> {
  return await sha256OfBytes(new TextEncoder().encode(text));
}

/** The same of bytes. */
export async function sha256OfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Was `text` signed by the holder of this raw Ed25519 key (both base64)? False too where the browser does not know the algorithm. */
export async function isSignedBy(publicKey: string, text: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOfBase64(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, bytesOfBase64(signature), new TextEncoder().encode(text));
  } catch {
    return false;
  }
}

export function newId(): string {
  return uuidv7();
}

/** A text ready to travel with a command: the body under an id, and the salted hash that the event will hold. */
export async function sealText(body: string): Promise<{ stored: StoredText; ref: TextRef }> {
  const id = newId();
  const salt = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  return { stored: { id, salt, body }, ref: { id, hash: await sha256Hex(`${salt}\n${body}`) } };
}

/** PKCE (RFC 7636, S256): the verifier stays here, the challenge goes to the sign-in page. */
export async function pkcePair(): Promise<{ verifier: string; challenge: string }> {
  const verifier = base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)) };
}

export function randomState(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(16)));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
