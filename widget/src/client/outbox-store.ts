import * as v from 'valibot';
import { contentSchema } from '../protocol/content.ts';
import { errorTable, type ErrorCode } from '../protocol/errors.ts';
import { clientIdSchema, epochMsSchema, idSchema, seqSchema } from '../protocol/ids.ts';
import { oneOf } from '../protocol/one-of.ts';

const codes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

/**
 *  queued ─ acknowledged ─▶ sent ─ its conversation's stored copy has it ─▶ (gone)
 *     ▲ └─ refused, expired ─▶ failed ─ discard ─▶ (gone)
 *     └────────── retry ─────────┘
 */
const stateSchema = oneOf('name', [
  // Tried: it may be at the server, whose answer has not arrived. One of a conversation is on its way at a time, so this is so of the first alone.
  v.object({ name: v.literal('queued'), isTried: v.optional(v.boolean()) }),
  v.object({ name: v.literal('sent'), seq: seqSchema, at: epochMsSchema }),
  v.object({ name: v.literal('failed'), code: v.picklist(codes) }),
]);
export type OutboxState = v.InferOutput<typeof stateSchema>;

export const outboxEntrySchema = v.object({
  /** Order of sending over all tabs; the store gives it. */
  order: v.number(),
  clientId: clientIdSchema,
  conversation: idSchema,
  content: contentSchema,
  replyTo: v.optional(seqSchema),
  at: epochMsSchema,
  state: stateSchema,
});
export type OutboxEntry = v.InferOutput<typeof outboxEntrySchema>;
/** What of an entry changes. */
export type OutboxChange = Partial<Pick<OutboxEntry, 'state' | 'at' | 'conversation' | 'replyTo'>>;
export type NewOutboxEntry = Omit<OutboxEntry, 'order'>;

/**
 * `strict`: safe on the disk when its promise resolves. `relaxed`: what the server knows as well. A power cut may undo it; the message then
 * goes again under its clientId, which the server knows.
 */
export type Durability = 'strict' | 'relaxed';

/** Where unsent messages wait. Every promise of a write resolves after the write is safe, as far as this store can promise it. */
export interface OutboxStore {
  /** In the order of sending. */
  list(): Promise<OutboxEntry[]>;
  add(entry: NewOutboxEntry): Promise<OutboxEntry>;
  /** The entry as it is now; `undefined` where there is none (another tab took it out). */
  change(clientId: string, change: OutboxChange, durability: Durability): Promise<OutboxEntry | undefined>;
  remove(clientIds: readonly string[], durability: Durability): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

export class MemoryOutboxStore implements OutboxStore {
  #entries: OutboxEntry[] = [];
  #last: number;

  /** Orders start after `last`. */
  constructor(last = 0) { this.#last = last; }

  async list(): Promise<OutboxEntry[]> { return structuredClone(this.#entries); }

  async add(entry: NewOutboxEntry): Promise<OutboxEntry> {
    if (this.#entries.some((other) => other.clientId === entry.clientId)) throw new Error('This clientId is in the outbox already.');
    this.#last += 1;
    const added = { ...structuredClone(entry), order: this.#last };
    this.#entries.push(added);
    return added;
  }

  async change(clientId: string, change: OutboxChange): Promise<OutboxEntry | undefined> {
    const index = this.#entries.findIndex((entry) => entry.clientId === clientId);
    const found = this.#entries[index];
    if (!found) return undefined;
    const changed = { ...found, ...change };
    this.#entries[index] = changed;
    return changed;
  }

  async remove(clientIds: readonly string[]): Promise<void> {
    this.#entries = this.#entries.filter((entry) => !clientIds.includes(entry.clientId));
  }

  async clear(): Promise<void> { this.#entries = []; }
  close(): void { /* nothing is held */ }
}
