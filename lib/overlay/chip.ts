import type { ChipSaid } from '../protocol/messages.ts';
import { styleChip } from './chip-style.ts';

export const CHIP_TAG = 'vovremya-chip';

type Shape = 'none' | 'calm' | 'soon' | 'late';

/** A different outline for each level: plus, clock, triangle, filled octagon with a bar. */
const SHAPES: Record<Shape, string> = {
  none: 'M8 3v10M3 8h10',
  calm: 'M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4M8 4.6V8l2.4 1.6',
  soon: 'M8 2l6.4 11.6H1.6zM8 6.4v3.4M8 11.7v.1',
  late: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM7.1 4v5h1.8V4zM7.1 10.4v1.8h1.8v-1.8z',
};

export interface ChipLook {
  theme: 'light' | 'dark';
  now: number;
}
export interface Chip {
  host: HTMLElement;
  show(said: ChipSaid, look: ChipLook): void;
}

/** A read-only mark beside a message. A click only opens the panel; a click the page made up does nothing. */
export function createChip(doc: Document, onOpen: () => void, mode: ShadowRootMode = 'closed'): Chip {
  const host = doc.createElement(CHIP_TAG);
  const root = host.attachShadow({ mode });
  const button = doc.createElement('button');
  const text = doc.createElement('span');
  const icon = doc.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = doc.createElementNS('http://www.w3.org/2000/svg', 'path');
  button.type = 'button';
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('aria-hidden', 'true');
  path.setAttribute('fill-rule', 'evenodd');
  icon.append(path);
  button.append(icon, text);
  root.append(button);
  styleChip(root);
  button.addEventListener('click', (event) => {
    // The post around would open itself, too.
    event.stopPropagation();
    event.preventDefault();
    if (event.isTrusted) onOpen();
  });
  for (const type of ['keydown', 'keyup', 'keypress', 'mousedown', 'pointerdown']) button.addEventListener(type, stop);
  let shown = '';

  return {
    host,
    show(said, { theme }) {
      const shape: Shape = said.kind === 'case' ? said.level : 'none';
      const look = `${shape} ${theme} ${said.label}`;
      if (look === shown) return;
      shown = look;
      button.className = theme === 'dark' ? `${shape} dark` : shape;
      button.title = said.label;
      button.setAttribute('aria-label', said.label);
      path.setAttribute('d', SHAPES[shape]);
      text.textContent = said.text;
      text.hidden = shape === 'none';
    },
  };
}

function stop(event: Event): void {
  event.stopPropagation();
}
