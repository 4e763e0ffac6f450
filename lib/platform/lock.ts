/** Runs `work` alone among all contexts of the extension; waits for its turn. */
export async function alone<R>(name: string, work: () => Promise<R>): Promise<R> {
  return await navigator.locks.request(name, work);
}
