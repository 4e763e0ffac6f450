import type { Channel, NetworkId } from '../cases/model.ts';
import type { MessageRef } from '../ids.ts';
import type { Medium } from './media.ts';

/** A message as read from a page. Hostile until parsed: lengths capped, control and bidi characters stripped by `parseSeenMessage` in protocol/. */
export interface SeenMessage {
  ref: MessageRef;
  parentRef: MessageRef | null;
  network: NetworkId;
  channel: Channel;
  authorName: string;
  authorUrl: string | null;
  text: string;
  /** Epoch ms; null where the page does not say. */
  postedAt: number | null;
  postedAtApproximate: boolean;
  permalink: string;
  deleted: boolean;
  /** The network says in its place, or in a part of it, that not everybody is shown it; absent where it does not. */
  restricted?: true;
  /** What it holds besides words; absent when it holds nothing else. */
  media?: Medium[];
  /** Addresses of the page it stands on; the same page may have several. */
  standsOn?: string[];
}

/** Whose name the network will show on a reply written now. */
export type Identity = { kind: 'known'; name: string; url: string | null } | { kind: 'unknown' };

/** How many pictures of a reply are seen in the box beside its text; the others are the person's to attach. */
export interface PicturesPut {
  attached: number;
  of: number;
}

export type InsertOutcome =
  /** `clipboard`: the text is in the clipboard; the person pastes it by Ctrl+V. `pictures`: absent where none go out with the text. */
  | { ok: true; strategy: 'insert-text' | 'paste' | 'native-value' | 'clipboard'; pictures?: PicturesPut }
  | {
      ok: false;
      reason:
        | 'message-not-found'
        | 'composer-not-found'
        | 'tab-hidden'
        /** Something of the page lies over the panel where this was asked. */
        | 'panel-covered'
        | 'identity-wrong'
        | 'identity-unknown'
        | 'composer-not-empty'
        | 'stale-text'
        /** An administrator switched insertion off for this network. */
        | 'switched-off'
        /** The box took the text in no way and the clipboard was refused too. */
        | 'not-accepted';
      identity?: Identity;
    };
