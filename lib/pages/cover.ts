/** Is the panel hidden or covered by the page that it is docked in? */
export interface Cover {
  isCovered(): boolean;
}

const ASK_EVERY_MS = 500;
/** The least that a browser allows between two looks at what is painted over an element, in ms. */
const LOOK_EVERY_MS = 100;

/** Chromium looks itself; elsewhere the page's own copy of the extension is asked as long as the pointer or the keyboard is in the panel. */
export function watchCover(doc: Document, ask: () => Promise<{ covered: boolean }>): Cover {
  const entry = doc.defaultView?.IntersectionObserverEntry?.prototype;
  return entry && 'isVisible' in entry ? seenByBrowser(doc) : askedOfPage(doc, ask);
}

/** By the second version of the intersection observer: what is painted over the frame, its opacity and its effects, up to the window. */
function seenByBrowser(doc: Document): Cover {
  let covered = true;
  const observer = new IntersectionObserver(
    (entries) => {
      const newest = entries.at(-1) as (IntersectionObserverEntry & { isVisible: boolean }) | undefined;
      if (newest) covered = !newest.isVisible;
    },
    { threshold: [0, 1], delay: LOOK_EVERY_MS, trackVisibility: true } as IntersectionObserverInit,
  );
  observer.observe(doc.documentElement);
  return { isCovered: () => covered };
}

function askedOfPage(doc: Document, ask: () => Promise<{ covered: boolean }>): Cover {
  let covered = true;
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = () => {
    ask().then(
      (told) => {
        covered = told.covered;
      },
      () => {
        covered = true;
      },
    );
  };
  const begin = () => {
    if (timer === undefined) look();
    timer ??= setInterval(look, ASK_EVERY_MS);
  };
  const end = () => {
    if (doc.hasFocus()) return;
    clearInterval(timer);
    timer = undefined;
  };
  doc.documentElement.addEventListener('pointerenter', begin);
  doc.documentElement.addEventListener('pointerleave', end);
  doc.defaultView?.addEventListener('focus', begin);
  doc.defaultView?.addEventListener('blur', end);
  look();
  return { isCovered: () => covered };
}

/**
 * Takes every press while the panel is covered and does nothing with it: who cannot see the panel does not mean it. `say` tells the person,
 * as long as it is so, inside an element of its own where presses go through.
 */
export function guardPresses(doc: Document, cover: Cover, own: Element, say: (isSaid: boolean) => void): void {
  let again: ReturnType<typeof setInterval> | undefined;
  const sayWhileCovered = () => {
    say(cover.isCovered());
    if (cover.isCovered()) return;
    clearInterval(again);
    again = undefined;
  };
  const guard = (event: Event) => {
    const isOwn = event.target instanceof Node && own.contains(event.target);
    if (isOwn || !cover.isCovered()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sayWhileCovered();
    again ??= setInterval(sayWhileCovered, ASK_EVERY_MS);
  };
  for (const type of ['click', 'submit']) doc.addEventListener(type, guard, { capture: true });
}
