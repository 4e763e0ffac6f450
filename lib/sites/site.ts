import type { NetworkId, OfficialAccount } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { Identity, SeenMessage } from '../domain/messages/seen.ts';
import type { Alternative, Selectors } from './shared/selectors.ts';

/**
 * What the overlay may know of a network. Everything takes the document or an element as an argument;
 * nothing here writes into a page except `openComposer`, which presses the network's own «reply» control.
 */
export interface Site {
  id: NetworkId;
  /** Match patterns for the content script. */
  hosts: string[];
  pageKind(url: URL): PageKind;
  /** Messages inside `root` (inclusive). Called with the document once and then with added nodes only. */
  findMessages(root: ParentNode, page: Page): Sighting[];
  /** The closest message around a node (context menu, keyboard focus). */
  messageAround(node: Node, page: Page): Sighting | null;
  /** The present element of a message, found anew: nodes are reused by the network. */
  locate(ref: MessageRef, page: Page): Sighting | null;
  /** The reply box that now belongs to this message, if it is open. */
  composerFor(ref: MessageRef, page: Page): Composer | null;
  /** Presses the network's own control that opens the reply box for this message; false when there is none. */
  openComposer(ref: MessageRef, page: Page): boolean;
  /** Is the author of a reply one of the official accounts? Compares by address, never by name alone. */
  isOfficial(author: { name: string; url: string | null }, accounts: OfficialAccount[]): boolean;
  /** Follows the host page's theme. */
  theme(doc: Document): 'light' | 'dark';
  health(page: Page): Health;
  /** Roles that selectors can be given for. */
  roles: readonly string[];
  /** Reads by these selectors from now on where they name a role, else by those it was built with; returns those that do not parse and were left out. */
  useSelectors(selectors: Partial<Selectors>, doc: Document): Alternative[];
}

export interface Page {
  doc: Document;
  url: URL;
  now: number;
  zone: string;
}

export type PageKind = 'feed' | 'wall' | 'post' | 'photo' | 'video' | 'board' | 'discussion' | 'channel' | 'other';

export interface Sighting {
  ref: MessageRef;
  element: Element;
  /** The chip goes right after this element (or at its end, by `place`); never inside anything the network lays out by count. */
  anchor: Element;
  place: 'after' | 'append';
  read(): ReadMessage;
}

/** What the page itself says of a message; `authorId` is the network's own number, signed for a community, where the page holds it. */
export interface ReadMessage extends SeenMessage {
  authorId: string | null;
}

export interface Composer {
  box: HTMLElement;
  /** Read from the page right before writing. */
  identity(): Identity;
  text(): string;
  /** How many pictures are seen attached to what is being written; absent where a page of the network does not tell. */
  attachments?(): number;
  /** Does the box still answer this very message? */
  belongsTo(ref: MessageRef): boolean;
}

export interface RoleHealth {
  role: string;
  /** How many alternatives were tried. */
  tried: number;
  /** The first alternative that found something; null when none did, or when a message lacks what none may lack. */
  hit: string | null;
  found: number;
  /** How many of the messages read lack it. */
  missed: number;
}
export interface Health {
  layout: string;
  expected: boolean;
  roles: RoleHealth[];
  verdict: 'ok' | 'degraded' | 'off';
}
