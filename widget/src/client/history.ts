import * as v from 'valibot';
import { messageSchema, snapshotSchema, type Message, type Snapshot } from '../protocol/records.ts';
import type { KeyValue } from './key-value.ts';

/** Messages kept of a conversation, the newest. */
const keptMessages = 500;

const copySchema = v.object({
  snapshot: snapshotSchema,
  /** Pages from before a jump: the server is asked about them before they are shown. */
  older: v.array(messageSchema),
});
/** A conversation as this device has it. */
export type StoredCopy = v.InferOutput<typeof copySchema>;

/** Conversations on the device, one value each. */
export class History {
  readonly #values: KeyValue;
  /** The newest copy that waits to be written, and the writing that will take it. */
  readonly #waiting = new Map<string, StoredCopy>();
  readonly #writing = new Map<string, Promise<void>>();

  constructor(values: KeyValue) { this.#values = values; }

  async load(conversation: string): Promise<StoredCopy | undefined> {
    const parsed = v.safeParse(copySchema, await this.#values.get(conversation));
    return parsed.success ? parsed.output : undefined;
  }

  /** Resolves once this copy, or a newer one, is on the device. Copies that come while one is written are written as one. */
  save(copy: StoredCopy): Promise<void> {
    const { id } = copy.snapshot;
    this.#waiting.set(id, copy);
    const running = this.#writing.get(id);
    const next = (running ?? Promise.resolve()).then(() => this.#write(id));
    this.#writing.set(id, next);
    return next;
  }

  async clear(): Promise<void> {
    this.#waiting.clear();
    await Promise.allSettled(this.#writing.values());
    await this.#values.clear();
  }

  async #write(id: string): Promise<void> {
    const copy = this.#waiting.get(id);
    if (!copy) return;
    this.#waiting.delete(id);
    const messages = copy.snapshot.messages.slice(-keptMessages);
    const room = keptMessages - messages.length;
    const older = messages.length === copy.snapshot.messages.length && room > 0 ? copy.older.slice(-room) : [];
    await this.#values.set(id, { snapshot: { ...copy.snapshot, messages }, older });
  }
}

/** With another id for a user, wherever it stands; not where it is what somebody has written. */
export const renamed = <T>(value: T, from: string, to: string): T =>
  JSON.parse(JSON.stringify(value), (key, entry: unknown) => (entry === from && key !== 'text' ? to : entry)) as T;

/** What the server says of a message over what the device has: a deletion counts, a mere husk takes nothing away. */
export function mergeMessage(stored: Message | undefined, fresh: Message): Message {
  const isHusk = fresh.content.kind === 'none' && fresh.deletedAt === undefined;
  return stored && isHusk && stored.content.kind !== 'none' ? stored : fresh;
}

/** `fresh` with what the device still has of it. */
export function mergeMessages(stored: readonly Message[], fresh: readonly Message[]): Message[] {
  const bySeq = new Map(stored.map((message) => [message.seq, message]));
  return fresh.map((message) => mergeMessage(bySeq.get(message.seq), message));
}

/** A snapshot taken instead of changes: what lies before it is known, but has to be asked about again. */
export function jump(copy: StoredCopy | undefined, snapshot: Snapshot): StoredCopy {
  if (!copy) return { snapshot, older: [] };
  const stored = [...copy.older, ...copy.snapshot.messages];
  const { watermarks } = copy.snapshot;
  return {
    snapshot: {
      ...snapshot,
      messages: mergeMessages(stored, snapshot.messages),
      watermarks: {
        deliveredSeq: Math.max(watermarks.deliveredSeq, snapshot.watermarks.deliveredSeq),
        readSeq: Math.max(watermarks.readSeq, snapshot.watermarks.readSeq),
      },
    },
    older: stored.filter((message) => message.seq < (snapshot.messages[0]?.seq ?? 0)),
  };
}
