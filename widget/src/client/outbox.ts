import type { Content } from '../protocol/content.ts';
import * as limits from '../protocol/limits.ts';
import { newClientId } from './client-id.ts';
import type { Durability, OutboxChange, OutboxEntry, OutboxState, OutboxStore } from './outbox-store.ts';
import { Store } from './store.ts';

interface OutboxParts {
  store: OutboxStore;
  now: () => number;
  /** What is added now is on its way at once. */
  isOnline: () => boolean;
  /** Tells the other tabs that there is something to read. */
  announce: () => void;
}

/** Messages that are not known to be on the server and stored here: what all tabs of this device wait to send. */
export class Outbox {
  /** In the order of sending. What is here has been stored. */
  readonly entries = new Store<readonly OutboxEntry[]>([]);
  readonly #parts: OutboxParts;
  #reading: Promise<void> | undefined;
  #readAgain = false;

  constructor(parts: OutboxParts) { this.#parts = parts; }

  /** Reads the storage again, and lets what has waited too long fail. */
  async load(): Promise<void> {
    this.#readAgain = true;
    await (this.#reading ??= this.#readAll());
  }

  of(conversation: string): readonly OutboxEntry[] {
    return this.entries.value.filter((entry) => entry.conversation === conversation);
  }

  /** Resolves once the message is safe on the device. */
  async add(message: { conversation: string; content: Content; replyTo?: number }): Promise<OutboxEntry> {
    const at = this.#parts.now();
    const entry = await this.#parts.store.add({ ...message, clientId: newClientId(at), at, state: { name: 'queued', isTried: this.#parts.isOnline() } });
    if (!this.#has(entry.clientId)) this.#put([...this.entries.value, entry].sort((a, b) => a.order - b.order));
    this.#parts.announce();
    return entry;
  }

  setState(clientId: string, state: OutboxState): Promise<void> {
    return this.#change(clientId, { state }, state.name === 'sent' ? 'relaxed' : 'strict');
  }

  /** Queues a failed message again, in its old place. Its age counts anew. */
  async retry(clientId: string): Promise<void> {
    const entry = this.entries.value.find((candidate) => candidate.clientId === clientId);
    if (entry?.state.name === 'failed') await this.#change(clientId, { state: { name: 'queued' }, at: this.#parts.now() }, 'strict');
  }

  /** Takes an entry out, unless the server has it already; resolves to it. */
  async discard(clientId: string): Promise<OutboxEntry | undefined> {
    const entry = this.entries.value.find((candidate) => candidate.clientId === clientId);
    if (!entry || entry.state.name === 'sent') return undefined;
    await this.#remove([clientId], 'strict');
    return entry;
  }

  /** Takes out messages that this device has as the server knows them. */
  forget(clientIds: readonly string[]): Promise<void> { return this.#remove(clientIds, 'relaxed'); }

  /** What waited longer than `limits.outboxExpiresMs` fails where everybody can see it. */
  async expire(): Promise<void> {
    const horizon = this.#parts.now() - limits.outboxExpiresMs;
    const late = this.entries.value.filter((entry) => entry.state.name === 'queued' && entry.at < horizon);
    for (const entry of late) await this.setState(entry.clientId, { name: 'failed', code: 'timeout' });
  }

  /** Whoever clears it tells the other tabs why. */
  async clear(): Promise<void> {
    await this.#parts.store.clear();
    this.drop();
  }

  /** Nothing is known any more of what is stored. */
  drop(): void { this.#put([]); }

  async #readAll(): Promise<void> {
    try {
      while (this.#readAgain) {
        this.#readAgain = false;
        this.#put(await this.#parts.store.list());
      }
    } finally {
      this.#reading = undefined;
    }
    await this.expire();
  }

  async #remove(clientIds: readonly string[], durability: Durability): Promise<void> {
    const gone = clientIds.filter((clientId) => this.#has(clientId));
    if (gone.length === 0) return;
    await this.#parts.store.remove(gone, durability);
    this.#put(this.entries.value.filter((entry) => !gone.includes(entry.clientId)));
    this.#parts.announce();
  }

  async #change(clientId: string, change: OutboxChange, durability: Durability): Promise<void> {
    const changed = await this.#parts.store.change(clientId, change, durability);
    this.#put(this.entries.value.flatMap((entry) => (entry.clientId !== clientId ? [entry] : changed ? [changed] : [])));
    this.#parts.announce();
  }

  #has(clientId: string): boolean { return this.entries.value.some((entry) => entry.clientId === clientId); }
  #put(entries: readonly OutboxEntry[]): void { this.entries.set(entries); }
}
