/** What is out of order and what the person should know of it. */
export type Note =
  /** The first reading of the cases, 0–100. */
  | { kind: 'loading'; percent: number }
  /** The device has no room left. */
  | { kind: 'full' }
  /** The server has no room left and takes nothing. */
  | { kind: 'server-full' }
  /** The server has taken the right of this device away, and most of its cases are gone from here. */
  | { kind: 'revoked' }
  /** The same, but they could not be removed yet, as on a full disk; it is tried again with each sync. */
  | { kind: 'not-cleared' }
  /** The server was found set back to an older copy and was told again what it had accepted from here. */
  | { kind: 'restored' }
  /** The browser had lost the database of this device; so many commands were put back from their second copy. */
  | { kind: 'recovered'; count: number }
  /** So many commands were written by a newer version of the extension. */
  | { kind: 'unreadable'; count: number };
