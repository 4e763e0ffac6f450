import type { ComponentChild } from 'preact';
import type { Actor } from '../../lib/domain/cases/model.ts';

/** One picture of one component: what it shows, to whom and when. */
export interface GalleryState {
  component: 'panel' | 'popup' | 'options';
  state: string;
  viewer: Actor;
  /** Epoch ms. */
  now: number;
  render: () => ComponentChild;
  /** What a person does to get there, after the first drawing. */
  play?: (root: HTMLElement) => void | Promise<void>;
}

export interface Look {
  theme: string;
  lang: string;
}

/** What the page offers to a test or a camera, as `globalThis.gallery`. */
export interface GalleryHandle {
  names: string[];
  show(name: string, look: Look): void | Promise<void>;
}
