/** How many cases are in the browser's database. */
export function countStored(): Promise<number> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open('vovremya-cache');
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('documents').objectStore('documents').count();
      counting.onsuccess = () => {
        opening.result.close();
        done(counting.result);
      };
    };
  });
}
