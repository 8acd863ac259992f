import * as v from 'valibot';
import { FoyerError } from '../protocol/errors.ts';
import { idSchema } from '../protocol/ids.ts';
import type { ReadableStore } from './api.ts';
import { Backoff } from './backoff.ts';
import { profileKey } from './inbox.ts';
import type { KeyValue } from './key-value.ts';

/** With its owner: it is nobody else's name. */
const wishSchema = v.object({ user: idSchema, change: v.object({ name: v.optional(v.string()), email: v.optional(v.string()) }) });
/** What a visitor has told of themselves, and the server has not heard of yet. */
export interface ProfileWish { user: string; change: { name?: string; email?: string } }

interface ProfileWishParts {
  settings: KeyValue;
  isOnline: ReadableStore<boolean>;
  me: () => string | undefined;
  /** Tells the server. */
  updateMe: (change: ProfileWish['change']) => Promise<void>;
  now: () => number;
  random: () => number;
}

/** A name and an address that were given without a connection: kept on the device, told as soon as there is one. */
export class ProfileWishes {
  readonly #parts: ProfileWishParts;
  readonly #backoff: Backoff;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ProfileWishParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts);
    // Both belong to one client and go with it; a client that is stopped is offline, and nothing is tried again then.
    parts.isOnline.subscribe(() => { void this.#tell(); });
    void this.#tell();
  }

  /** Resolves when it is safe on the device. */
  async keep(change: ProfileWish['change']): Promise<void> {
    const { settings, me } = this.#parts;
    const user = me();
    if (user === undefined) throw new FoyerError('offline');
    await settings.set(profileKey, { user, change: { ...(await this.#wish())?.change, ...change } } satisfies ProfileWish);
    void this.#tell();
  }

  async #tell(): Promise<void> {
    const { settings, isOnline, updateMe } = this.#parts;
    clearTimeout(this.#retryTimer);
    const wish = isOnline.value ? await this.#wish() : undefined;
    if (!wish) return;
    try {
      await updateMe(wish.change);
    } catch (error) {
      if (error instanceof FoyerError && (error.canRetry || error.code === 'session-ended')) {
        if (isOnline.value) this.#retryTimer = setTimeout(() => { void this.#tell(); }, this.#backoff.next(error.retryAfterMs));
        return;
      }
    }
    // Told, or refused for good; unless something else is wished for by now.
    if (JSON.stringify(await this.#wish()) === JSON.stringify(wish)) await settings.delete(profileKey);
  }

  async #wish(): Promise<ProfileWish | undefined> {
    const stored = v.safeParse(wishSchema, await this.#parts.settings.get(profileKey));
    return stored.success && stored.output.user === this.#parts.me() ? stored.output as ProfileWish : undefined;
  }
}
