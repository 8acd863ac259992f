import { openStore } from '../compose-store.ts';
import { readConfig, type Config } from '../config.ts';
import type { Store } from '../store/store.ts';

/** Opens the configured database for one piece of work. With `changes`, a running server is told to look again. */
export async function withStore<T>(work: (store: Store, config: Config) => Promise<T>, { changes }: { changes: boolean }): Promise<T> {
  const config = readConfig();
  const store = await openStore(config);
  try {
    const result = await work(store, config);
    if (changes) await store.noteOutsideChange();
    return result;
  } finally {
    await store.close();
  }
}
