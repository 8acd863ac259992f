import { FoyerError } from '../protocol/errors.ts';

/** Made at the first call, one for all who ask. What failed is made anew for the next who asks. */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
}

/** For an `import()` that failed: rejects with `offline`, whose `cause` names the file. */
export function notFetched(cause: unknown): never {
  throw new FoyerError('offline', { cause });
}
