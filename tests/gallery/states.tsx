import type { GalleryState } from './state.ts';
import { afterStates } from './states/after.tsx';
import { caseStates } from './states/case.tsx';
import { pageStates } from './states/pages.tsx';
import { pictureStates } from './states/pictures.tsx';
import { startStates } from './states/start.tsx';

export const states: GalleryState[] = [...startStates, ...caseStates, ...afterStates, ...pictureStates, ...pageStates];
