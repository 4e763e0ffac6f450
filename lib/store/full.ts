/** Did the write fail because the disk, or the browser's share of it, is full? */
export function isFull(problem: unknown): boolean {
  return problem instanceof DOMException && problem.name === 'QuotaExceededError';
}
