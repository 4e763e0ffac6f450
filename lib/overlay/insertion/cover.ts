/** The panel's own z-index: what is painted above it has this one or more, or is in the browser's top layer. */
const PANEL_LAYER = 2_147_483_646;
const SEE_THROUGH = 0.9;

/**
 * Does the page hide, distort or cover the panel, so that a person pressing there would not know what is pressed? By the panel's place on
 * the page, at this moment; what lets presses through counts as well.
 */
export function isCovered(doc: Document, panel: HTMLElement): boolean {
  const root = doc.documentElement;
  if (isDistorted(root) || isDistorted(panel)) return true;
  const place = panel.getBoundingClientRect();
  if (place.width < 1 || place.height < 1) return true;
  return pointsOf(place).some(([x, y]) => doc.elementFromPoint(x, y) !== panel) || isUnderSomething(doc, panel, place);
}

function isDistorted(element: Element): boolean {
  const { opacity, filter, transform, clipPath, maskImage, visibility, perspective, scale, rotate, translate } =
    getComputedStyle(element);
  const changed = [filter, transform, clipPath, maskImage, perspective, scale, rotate, translate];
  return Number(opacity) < SEE_THROUGH || visibility !== 'visible' || changed.some((value) => value && value !== 'none');
}

/** A net of points over what of the panel is in the window. */
function pointsOf({ left, top, right, bottom }: DOMRect): [number, number][] {
  const at = (from: number, to: number, share: number) => from + (to - from) * share;
  const shares = [0.03, 0.25, 0.5, 0.75, 0.97];
  return shares.flatMap((x) => shares.map((y): [number, number] => [at(left, right, x), at(top, bottom, y)]));
}

/** Hit testing does not see what lets presses through: everything painted as high as the panel is looked at. */
function isUnderSomething(doc: Document, panel: HTMLElement, place: DOMRect): boolean {
  for (const element of doc.querySelectorAll<HTMLElement>(':popover-open, dialog:modal, :fullscreen')) {
    if (element !== panel && meets(element, place)) return true;
  }
  for (const element of doc.querySelectorAll('*')) {
    if (element === panel) continue;
    const { zIndex, pointerEvents } = getComputedStyle(element);
    if (pointerEvents === 'none' && Number(zIndex) >= PANEL_LAYER && meets(element, place)) return true;
  }
  return false;
}

function meets(element: Element, place: DOMRect): boolean {
  const own = element.getBoundingClientRect();
  return own.width > 0 && own.left < place.right && own.right > place.left && own.top < place.bottom && own.bottom > place.top;
}
