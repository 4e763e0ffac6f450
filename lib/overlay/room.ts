/** A network's column and its reply box need about so much (CSS pixels); where less would be left, the panel lies over the page. */
const NEEDED_WIDTH = 720;

/**
 * Moves the page aside while the panel is open, so that the network's own «send» button is not under it. Touches one inline
 * property of the root element and puts back what stood there.
 */
export function createRoom(doc: Document) {
  const { style } = doc.documentElement;
  let kept: { value: string; priority: string } | null = null;

  function giveBack(): void {
    if (!kept) return;
    style.setProperty('margin-right', kept.value, kept.priority);
    kept = null;
  }

  return {
    make(width: number): void {
      if ((doc.defaultView?.innerWidth ?? 0) - width < NEEDED_WIDTH) {
        giveBack();
        return;
      }
      kept ??= { value: style.getPropertyValue('margin-right'), priority: style.getPropertyPriority('margin-right') };
      style.setProperty('margin-right', `${width}px`, 'important');
    },
    giveBack,
  };
}
