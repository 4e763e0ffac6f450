/** For `ref`: brings what has just appeared into view, so that no answer waits below the edge. */
export function reveal(element: HTMLElement | null): void {
  if (element === null || element.dataset.revealed !== undefined) return;
  element.dataset.revealed = '';
  element.scrollIntoView?.({ block: 'nearest' });
}
