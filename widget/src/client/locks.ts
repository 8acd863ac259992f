/** Runs work that only one tab of a browser profile may do at a time. */
export interface Locks {
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** How long to wait for a lock: a frozen tab keeps its locks, and nothing we guard is harmed by two doing it. */
const patienceMs = 20_000;

/** Web Locks where storage is shared between tabs and the platform has them; otherwise one at a time within this client. */
export function createLocks(isShared: boolean): Locks {
  const webLocks = isShared ? globalThis.navigator?.locks : undefined;
  return webLocks ? new WebLocks(webLocks) : new LocalLocks();
}

class WebLocks implements Locks {
  readonly #locks: LockManager;

  constructor(locks: LockManager) { this.#locks = locks; }

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    let isHeld = false;
    const patience = new AbortController();
    const timer = setTimeout(() => { patience.abort(); }, patienceMs);
    try {
      return await this.#locks.request(name, { signal: patience.signal }, () => {
        isHeld = true;
        clearTimeout(timer);
        return work();
      }) as T;
    } catch (error) {
      if (isHeld || !patience.signal.aborted) throw error;
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }
}

class LocalLocks implements Locks {
  readonly #tails = new Map<string, Promise<unknown>>();

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#tails.get(name) ?? Promise.resolve()).then(work, work);
    this.#tails.set(name, turn);
    return turn;
  }
}
