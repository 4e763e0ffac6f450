import { createPublicKey, sign } from 'node:crypto';
import type { SignedText } from '../../lib/protocol/page-rules.ts';
import { signingKey } from '../journal/signing-key.ts';

export interface RulesSigner {
  /** Raw Ed25519 public key, base64 of 32 bytes: what a device pins when it is connected. */
  publicKey: string;
  sign(text: string): SignedText;
}

/** What goes before a signed text, so that a signature of something else that this key signs is no signature of rules. */
const PURPOSE = 'vovremya page rules\n';

export function createRulesSigner(dataDir: string): RulesSigner {
  const key = signingKey(dataDir);
  // The last 32 bytes of the standard form are the key itself.
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  return {
    publicKey,
    sign: (text) => ({ text, signature: sign(null, Buffer.from(PURPOSE + text, 'utf8'), key).toString('base64') }),
  };
}
