import type { CommandArgs, CommandResult } from '../protocol/commands.ts';
import { FoyerError, type ErrorCode } from '../protocol/errors.ts';
import type { ReadableStore } from './api.ts';
import { Backoff } from './backoff.ts';
import { Store } from './store.ts';
import type { Locks } from './locks.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxEntry } from './outbox-store.ts';

interface SenderParts {
  outbox: Outbox;
  /** Rejects with `offline` at once while there is no connection. */
  send: (args: CommandArgs<'message.send'>) => Promise<CommandResult<'message.send'>>;
  isOnline: ReadableStore<boolean>;
  locks: Locks;
  lockName: string;
  now: () => number;
  random: () => number;
}

/** Ends with the session, not with the message: the same message is good under the next one. */
const sessionCodes: readonly ErrorCode[] = ['session-ended'];

/**
 * Empties the outbox, one tab of the browser profile at a time, and holds the lock for that only while it is online with something
 * to send. One message of a conversation is on its way at a time, so that their order holds; conversations go in parallel.
 * The same message goes again, for ever, until the server has answered it for good.
 */
export class OutboxSender {
  /** So long the server takes no message of this user; epoch ms, past or 0 when it does. */
  readonly heldUntil = new Store(0);
  readonly #parts: SenderParts;
  readonly #leave: (() => void)[] = [];
  readonly #waits = new Set<() => void>();
  #isRunning = false;
  #isStopped = true;

  constructor(parts: SenderParts) { this.#parts = parts; }

  start(): void {
    this.#isStopped = false;
    this.#leave.push(
      this.#parts.outbox.entries.subscribe(() => { this.#run(); }),
      this.#parts.isOnline.subscribe(() => { this.#wake(); this.#run(); }),
    );
    this.#run();
  }

  stop(): void {
    this.#isStopped = true;
    for (const leave of this.#leave.splice(0)) leave();
    this.#wake();
  }

  #run(): void {
    if (this.#isRunning || !this.#hasWork()) return;
    this.#isRunning = true;
    void this.#runOnce();
  }

  async #runOnce(): Promise<void> {
    let hasFailed = false;
    try {
      await this.#parts.locks.run(this.#parts.lockName, () => this.#drain());
    } catch {
      // Storage that fails in the middle leaves the entry queued; the next change or connection tries again.
      hasFailed = true;
    }
    this.#isRunning = false;
    if (!hasFailed) this.#run();
  }

  #hasWork(): boolean {
    return !this.#isStopped && this.#parts.isOnline.value && this.#queued().length > 0;
  }

  #queued(): readonly OutboxEntry[] {
    return this.#parts.outbox.entries.value.filter((entry) => entry.state.name === 'queued');
  }

  /** One loop per conversation with something queued; a conversation that gets something meanwhile joins in. */
  async #drain(): Promise<void> {
    // Another tab may have emptied it while this one waited for the lock.
    await this.#parts.outbox.load();
    const loops = new Map<string, Promise<void>>();
    const join = (): void => {
      for (const { conversation } of this.#queued()) {
        if (loops.has(conversation)) continue;
        loops.set(conversation, this.#drainConversation(conversation).finally(() => { loops.delete(conversation); }));
      }
    };
    const leave = this.#parts.outbox.entries.subscribe(join);
    try {
      join();
      while (loops.size > 0) await Promise.all(loops.values());
    } finally {
      leave();
    }
  }

  async #drainConversation(conversation: string): Promise<void> {
    const backoff = new Backoff(this.#parts);
    while (this.#hasWork()) {
      const entry = this.#queued().find((candidate) => candidate.conversation === conversation);
      if (!entry) return;
      const retryInMs = await this.#sendOne(entry, backoff);
      if (retryInMs > 0) await this.#wait(retryInMs);
    }
  }

  /** 0 when the message is done with, or milliseconds until it may be tried again. */
  async #sendOne(entry: OutboxEntry, backoff: Backoff): Promise<number> {
    const { clientId, conversation, content, replyTo, state } = entry;
    try {
      if (state.name === 'queued' && !state.isTried) await this.#parts.outbox.setState(clientId, { name: 'queued', isTried: true });
      const { seq, at } = await this.#parts.send({ conversation, clientId, content, ...(replyTo === undefined ? {} : { replyTo }) });
      await this.#parts.outbox.setState(clientId, { name: 'sent', seq, at });
      return 0;
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error;
      if (error.canRetry || sessionCodes.includes(error.code)) {
        await this.#parts.outbox.expire();
        const waitMs = backoff.next(error.retryAfterMs);
        if (error.code === 'rate-limited') this.heldUntil.set(this.#parts.now() + waitMs);
        return waitMs;
      }
      await this.#parts.outbox.setState(clientId, { name: 'failed', code: error.code });
      return 0;
    }
  }

  /** Ends early when the connection comes or goes, or on `stop()`. */
  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => { clearTimeout(timer); this.#waits.delete(end); resolve(); };
      const timer = setTimeout(end, ms);
      this.#waits.add(end);
    });
  }

  #wake(): void { for (const end of this.#waits) end(); }
}
