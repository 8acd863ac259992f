import * as v from 'valibot';
import type { CommandArgs, CommandResult } from '../protocol/commands.ts';
import { FoyerError } from '../protocol/errors.ts';
import { seqSchema } from '../protocol/ids.ts';
import * as limits from '../protocol/limits.ts';
import type { ReadableStore } from './api.ts';
import { Backoff } from './backoff.ts';
import type { KeyValue } from './key-value.ts';
import { Store } from './store.ts';

const kinds = ['delivered', 'read'] as const;
type ReceiptName = `receipt.${(typeof kinds)[number]}`;

/** `stored`: the newest message on this device; the others: how far we have got, and how far the server knows. All only grow. */
const marksSchema = v.object({ stored: seqSchema, delivered: seqSchema, deliveredKnown: seqSchema, read: seqSchema, readKnown: seqSchema });
type Marks = v.InferOutput<typeof marksSchema>;
const storedSchema = v.record(v.string(), marksSchema);

const none: Marks = { stored: 0, delivered: 0, deliveredKnown: 0, read: 0, readKnown: 0 };
const key = 'receipts';

interface ReceiptsParts {
  settings: KeyValue;
  send: (name: ReceiptName, args: CommandArgs<ReceiptName>) => Promise<CommandResult<ReceiptName>>;
  isOnline: ReadableStore<boolean>;
  now: () => number;
  random: () => number;
}

/** Tells the server how far this device and its user have got: coalesced, again until acknowledged, over restarts, never back. */
export class Receipts {
  /** Counts up whenever something was read here. */
  readonly reads = new Store(0);
  readonly #parts: ReceiptsParts;
  readonly #backoff: Backoff;
  #marks = new Map<string, Marks>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();
  #leave: (() => void) | undefined;
  #isFlushing = false;

  constructor(parts: ReceiptsParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts);
  }

  async start(): Promise<void> {
    this.#marks = this.#merge(await this.#parts.settings.get(key));
    this.#leave ??= this.#parts.isOnline.subscribe((isOnline) => { if (isOnline) this.#flushIn(0); });
  }

  stop(): void {
    this.#leave?.();
    this.#leave = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Forgets everything; the storage is cleared by its owner, after this. */
  async clear(): Promise<void> {
    this.#marks.clear();
    await this.#saving.catch(() => undefined);
    this.#marks.clear();
  }

  /** Messages up to `storedSeq` are on the device; `deliveredSeq` is the last of them that is somebody else's. */
  stored(conversation: string, storedSeq: number, deliveredSeq: number): void {
    this.#raise(conversation, { stored: storedSeq, delivered: deliveredSeq });
  }

  read(conversation: string, seq: number): void {
    if (this.#raise(conversation, { read: seq })) this.reads.set(this.reads.value + 1);
  }

  storedSeq(conversation: string): number { return this.#of(conversation).stored; }
  readSeq(conversation: string): number { return this.#of(conversation).read; }

  #of(conversation: string): Marks { return this.#marks.get(conversation) ?? none; }

  #raise(conversation: string, marks: Partial<Marks>): boolean {
    const former = this.#of(conversation);
    const raised = highest(former, { ...none, ...marks });
    if (Object.entries(raised).every(([name, seq]) => former[name as keyof Marks] === seq)) return false;
    this.#marks.set(conversation, raised);
    this.#save();
    if (pending(raised).length > 0) this.#flushIn(limits.receiptsCoalesceMs);
    return true;
  }

  #flushIn(ms: number): void {
    if (!this.#leave || !this.#parts.isOnline.value) return;
    this.#timer ??= setTimeout(() => { this.#timer = undefined; void this.#flush(); }, ms);
  }

  async #flush(): Promise<void> {
    if (this.#isFlushing) { this.#flushIn(limits.receiptsCoalesceMs); return; }
    this.#isFlushing = true;
    try {
      for (const conversation of this.#marks.keys()) {
        for (const kind of pending(this.#of(conversation))) await this.#sendOne(conversation, kind);
      }
      this.#backoff.opened();
    } catch (error) {
      this.#flushIn(this.#backoff.next(error instanceof FoyerError ? error.retryAfterMs : undefined));
    } finally {
      this.#isFlushing = false;
    }
  }

  async #sendOne(conversation: string, kind: (typeof kinds)[number]): Promise<void> {
    const seq = this.#of(conversation)[kind];
    try {
      await this.#parts.send(`receipt.${kind}`, { conversation, seq });
    } catch (error) {
      // What the server refuses for good (we are no member any more) is not asked again.
      if (!(error instanceof FoyerError) || error.canRetry || error.code === 'session-ended') throw error;
    }
    this.#raise(conversation, kind === 'read' ? { readKnown: seq } : { deliveredKnown: seq });
  }

  /** Other tabs write too: the higher of both holds. */
  #save(): void {
    this.#saving = this.#saving.then(() => this.#write(), () => this.#write());
    this.#saving.catch(() => undefined);
  }

  async #write(): Promise<void> {
    this.#marks = this.#merge(await this.#parts.settings.get(key));
    if (this.#marks.size > 0) await this.#parts.settings.set(key, Object.fromEntries(this.#marks));
  }

  #merge(stored: unknown): Map<string, Marks> {
    const parsed = v.safeParse(storedSchema, stored);
    const merged = new Map(this.#marks);
    for (const [conversation, marks] of Object.entries(parsed.success ? parsed.output : {})) {
      merged.set(conversation, highest(marks, merged.get(conversation) ?? none));
    }
    return merged;
  }
}

const pending = (marks: Marks): (typeof kinds)[number][] => kinds.filter((kind) => marks[kind] > marks[`${kind}Known`]);

const highest = (a: Marks, b: Marks): Marks => ({
  stored: Math.max(a.stored, b.stored),
  delivered: Math.max(a.delivered, b.delivered),
  deliveredKnown: Math.max(a.deliveredKnown, b.deliveredKnown),
  read: Math.max(a.read, b.read),
  readKnown: Math.max(a.readKnown, b.readKnown),
});
