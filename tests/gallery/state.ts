import type { ComponentChild } from 'preact';
import type { Actor } from '../../lib/domain/cases/model.ts';
import type { Lang } from '../../lib/texts/lang.ts';

/** One picture of one component: what it shows, to whom and when. */
export interface GalleryState {
  component: 'panel' | 'popup' | 'options';
  state: string;
  viewer: Actor;
  /** Epoch ms. */
  now: number;
  lang?: Lang;
  render: () => ComponentChild;
  /** What a person does to get there, after the first drawing. */
  play?: (root: HTMLElement) => void;
}
