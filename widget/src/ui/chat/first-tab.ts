/** Whether this tab is the first of all that hear of something within `heldMs`. Asks Web Locks, which must be there. */
export function isFirstTab(name: string, heldMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      resolve(lock !== null);
      if (lock) await new Promise((done) => { setTimeout(done, heldMs); });
    });
  });
}
