import * as v from 'valibot';
import type { CommandArgs, CommandResult } from '../protocol/commands.ts';
import { FoyerError } from '../protocol/errors.ts';
import { idSchema } from '../protocol/ids.ts';
import { arrangementEntries, type Arrangement } from '../protocol/records.ts';
import type { ReadableStore } from './api.ts';
import { Backoff } from './backoff.ts';
import { arrangedKey, type Inbox } from './inbox.ts';
import type { KeyValue } from './key-value.ts';
import type { Locks } from './locks.ts';

/** With its owner: a tab that has not heard of a reset yet may still write. */
const arrangementSchema = v.object(arrangementEntries);
/** `before`: what the server had said; where it refuses the change, that is shown again. */
const storedSchema = v.object({ user: idSchema, change: arrangementSchema, before: v.optional(arrangementSchema, {}) });
type Stored = v.InferOutput<typeof storedSchema>;
/** What a conversation is that has not been arranged. */
const plain = { pinned: false, mutedUntil: 0, archivedSeq: 0 };

export interface ArrangementsParts {
  inbox: Pick<Inbox, 'arrange' | 'arranged' | 'state'>;
  settings: KeyValue;
  locks: Locks;
  lockName: string;
  isOnline: ReadableStore<boolean>;
  command: (name: 'conversation.arrange', args: CommandArgs<'conversation.arrange'>) => Promise<CommandResult<'conversation.arrange'>>;
  me: () => string | undefined;
  now: () => number;
  random: () => number;
}

/**
 * What this user arranges in their list: shown at once, kept on the device until the server has it, told by one tab at a time. The device's storage
 * is the truth of what is still to be told, so that of two tabs the one that was used last wins.
 */
export class Arrangements {
  readonly #parts: ArrangementsParts;
  readonly #backoff: Backoff;
  /** Writes to the storage, one after the other. */
  #saving: Promise<void>;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ArrangementsParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts);
    this.#saving = this.#resume().catch(() => undefined);
    // Both belong to one client and go with it; a client that is stopped is offline, and nothing is tried again then.
    parts.isOnline.subscribe(() => { void this.#flush(); });
    void this.#flush();
  }

  arrange(conversation: string, change: Arrangement): void {
    const { inbox } = this.#parts;
    const before = v.parse(arrangementSchema, inbox.state.value.conversations.find(({ id }) => id === conversation) ?? {});
    inbox.arrange(conversation, change);
    this.#saving = this.#saving.then(() => this.#keep(conversation, change, before)).catch(() => undefined);
    void this.#flush();
  }

  async #resume(): Promise<void> {
    const { inbox } = this.#parts;
    for (const conversation of await this.#waiting()) {
      const stored = await this.#stored(conversation);
      // What was arranged meanwhile is newer.
      if (stored) inbox.arrange(conversation, { ...stored.change, ...inbox.arranged.get(conversation) });
    }
  }

  async #keep(conversation: string, change: Arrangement, before: Arrangement): Promise<void> {
    const { settings, me } = this.#parts;
    const user = me();
    if (user === undefined) return;
    const stored = await this.#stored(conversation);
    await settings.set(arrangedKey + conversation, { user, change: { ...stored?.change, ...change }, before: stored?.before ?? before } satisfies Stored);
  }

  async #flush(): Promise<void> {
    const { isOnline, locks, lockName } = this.#parts;
    clearTimeout(this.#retryTimer);
    await this.#saving;
    if (!isOnline.value) return;
    try {
      await locks.run(lockName, async () => { for (const conversation of await this.#waiting()) await this.#tell(conversation); });
      this.#backoff.opened();
    } catch (error) {
      clearTimeout(this.#retryTimer);
      // Its return begins anew.
      if (!isOnline.value) return;
      this.#retryTimer = setTimeout(() => { void this.#flush(); }, this.#backoff.next(error instanceof FoyerError ? error.retryAfterMs : undefined));
    }
  }

  async #tell(conversation: string): Promise<void> {
    const { settings, command, inbox } = this.#parts;
    const stored = await this.#stored(conversation);
    let isRefused = false;
    try {
      if (stored) await command('conversation.arrange', { conversation, ...stored.change });
    } catch (error) {
      // What the server refuses for good (we are no member any more) is not asked again.
      if (!(error instanceof FoyerError) || error.canRetry || error.code === 'session-ended') throw error;
      isRefused = true;
    }
    await this.#saving;
    // It may have been arranged anew meanwhile.
    if (JSON.stringify(await this.#stored(conversation)) !== JSON.stringify(stored)) { await this.#tell(conversation); return; }
    await settings.delete(arrangedKey + conversation);
    if (stored && isRefused) inbox.arrange(conversation, { ...plain, ...stored.before });
    inbox.arranged.delete(conversation);
  }

  /** Conversations of which the server has not heard yet. */
  async #waiting(): Promise<string[]> {
    return (await this.#parts.settings.keys()).filter((key) => key.startsWith(arrangedKey)).map((key) => key.slice(arrangedKey.length));
  }

  async #stored(conversation: string): Promise<Stored | undefined> {
    const stored = v.safeParse(storedSchema, await this.#parts.settings.get(arrangedKey + conversation));
    return stored.success && stored.output.user === this.#parts.me() ? stored.output : undefined;
  }
}
