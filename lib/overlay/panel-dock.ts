import type { Lang } from '../texts/lang.ts';
import { pageTexts } from '../texts/page.ts';
import { PANEL_CSS } from './panel-style.ts';
import { createRoom } from './room.ts';

const PANEL_TAG = 'vovremya-panel';
const MIN_WIDTH = 320;
const DEFAULT_WIDTH = 400;
/** The networks put their send button at the right of the box or under it. */
const SEND_BUTTON_WIDTH = 60;

export interface PanelDock {
  show(url: string): void;
  hide(): void;
  isOpen(): boolean;
  /** The panel on the page; null while it is not open or folded. */
  shown(): HTMLElement | null;
  /** Folds itself when it lies over this reply box or the button beside it: the next press belongs to the network. */
  yieldTo(box: Element): void;
  remove(): void;
}
export interface DockDeps {
  doc: Document;
  lang: Lang;
  readWidth: () => Promise<unknown>;
  writeWidth: (width: number) => void;
}

/**
 * The panel docked at the right edge: a page of the extension in a frame inside a closed shadow root, so that the network's
 * page can neither read it nor hear its keys.
 */
export function createPanelDock({ doc, lang, readWidth, writeWidth }: DockDeps): PanelDock {
  const t = pageTexts[lang];
  const { host, box, edge, fold, frame } = build(doc, lang);
  const room = createRoom(doc);
  let width = DEFAULT_WIDTH;
  readWidth().then(
    (kept) => typeof kept === 'number' && setWidth(kept),
    () => undefined,
  );

  function setWidth(wanted: number): void {
    const view = doc.defaultView?.innerWidth ?? 1280;
    width = Math.round(Math.max(MIN_WIDTH, Math.min(wanted, view * 0.8)));
    box.style.setProperty('--width', `${width}px`);
    settle();
  }

  function setFolded(folded: boolean): void {
    box.classList.toggle('folded', folded);
    fold.textContent = folded ? '‹' : '›';
    fold.setAttribute('aria-expanded', String(!folded));
    fold.title = folded ? t.expand : t.collapse;
    fold.setAttribute('aria-label', fold.title);
    settle();
  }

  /** The page gives way to a panel that is open and not folded. */
  function settle(): void {
    if (host.isConnected && !box.classList.contains('folded')) room.make(width);
    else room.giveBack();
  }

  function hide(): void {
    host.remove();
    room.giveBack();
    frame.removeAttribute('src');
  }

  fold.addEventListener('click', (event) => event.isTrusted && setFolded(!box.classList.contains('folded')));
  watchEdge(
    edge,
    () => width,
    setWidth,
    () => writeWidth(width),
  );
  for (const type of ['keydown', 'keyup', 'keypress']) {
    box.addEventListener(type, (event) => {
      event.stopPropagation();
      if (type === 'keydown' && event.isTrusted && (event as KeyboardEvent).key === 'Escape') hide();
    });
  }
  setWidth(width);
  setFolded(false);

  return {
    show(url) {
      if (frame.getAttribute('src') !== url) frame.src = url;
      if (!host.isConnected) doc.documentElement.append(host);
      setFolded(false);
    },
    hide,
    isOpen: () => host.isConnected,
    shown: () => (host.isConnected && !box.classList.contains('folded') ? host : null),
    yieldTo(box) {
      const free = (doc.defaultView?.innerWidth ?? 0) - width;
      if (host.isConnected && box.getBoundingClientRect().right + SEND_BUTTON_WIDTH > free) setFolded(true);
    },
    remove: hide,
  };
}

function build(doc: Document, lang: Lang) {
  const t = pageTexts[lang];
  const host = doc.createElement(PANEL_TAG);
  const style = doc.createElement('style');
  style.textContent = PANEL_CSS;
  const box = doc.createElement('section');
  box.setAttribute('aria-label', t.panel);
  const edge = doc.createElement('div');
  edge.className = 'edge';
  edge.setAttribute('role', 'separator');
  edge.setAttribute('aria-orientation', 'vertical');
  edge.setAttribute('aria-label', t.resize);
  edge.tabIndex = 0;
  const fold = doc.createElement('button');
  fold.type = 'button';
  const frame = doc.createElement('iframe');
  frame.title = t.panel;
  box.append(edge, fold, frame);
  host.attachShadow({ mode: 'closed' }).append(style, box);
  return { host, box, edge, fold, frame };
}

function watchEdge(edge: HTMLElement, width: () => number, setWidth: (width: number) => void, done: () => void): void {
  edge.addEventListener('pointerdown', (down) => {
    if (!down.isTrusted) return;
    down.preventDefault();
    edge.setPointerCapture(down.pointerId);
    const from = down.clientX + width();
    const move = (event: PointerEvent) => setWidth(from - event.clientX);
    edge.addEventListener('pointermove', move);
    const stop = () => {
      edge.removeEventListener('pointermove', move);
      done();
    };
    edge.addEventListener('pointerup', stop, { once: true });
    edge.addEventListener('pointercancel', stop, { once: true });
  });
  edge.addEventListener('keydown', (event) => {
    if (!event.isTrusted || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    setWidth(width() + (event.key === 'ArrowLeft' ? 20 : -20));
    done();
  });
}
