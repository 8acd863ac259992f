import * as v from 'valibot';
import type { CommandArgs, CommandName, CommandResult } from '../protocol/commands.ts';
import { contentSchema, type Content } from '../protocol/content.ts';
import { FoyerError } from '../protocol/errors.ts';
import type { Snapshot, Summary, User } from '../protocol/records.ts';
import type { ConversationHandle, ReadableStore, Timeline } from './api.ts';
import type { Drafts } from './drafts.ts';
import { firstUnread } from './first-unread.ts';
import type { Outbox } from './outbox.ts';
import type { Receipts } from './receipts.ts';
import type { Replica } from './replica.ts';
import type { Lease } from './replicas.ts';
import { Store } from './store.ts';
import { buildTimeline } from './timeline.ts';
import { OwnTyping } from './typing.ts';

export interface ConversationParts {
  outbox: Outbox;
  drafts: Drafts;
  receipts: Receipts;
  me: ReadableStore<User | undefined>;
  heldUntil: ReadableStore<number>;
  command: <N extends CommandName>(name: N, args: CommandArgs<N>) => Promise<CommandResult<N>>;
}

const nowhere = { deliveredSeq: 0, readSeq: 0 };

/** One conversation for a view: what the replica, the outbox and the drafts say of it, and what one can do in it. */
export class Conversation implements ConversationHandle {
  readonly id: string;
  readonly snapshot: Store<Omit<Snapshot, 'messages'> | undefined>;
  readonly timeline = new Store<Timeline>({ items: [], hasOlder: false, loading: true });
  readonly typing = new Store<readonly string[]>([]);
  readonly #parts: ConversationParts;
  readonly #lease: Lease;
  readonly #replica: Replica;
  readonly #ownTyping: OwnTyping;
  readonly #leaves: (() => void)[];
  readonly #summary: Summary | undefined;
  /** How far this device had got at the opening. */
  readonly #readSeq: number;
  #firstUnreadSeq: number | undefined;
  #isLoadingOlder = false;

  /** `summary`: of the moment of opening. The lease is released on `close()`. */
  constructor(lease: Lease, summary: Summary | undefined, parts: ConversationParts) {
    this.#parts = parts;
    this.#lease = lease;
    this.#replica = lease.replica;
    this.#summary = summary;
    this.id = lease.replica.id;
    const me = parts.me.value?.id;
    this.#readSeq = Math.max(parts.receipts.readSeq(this.id), lease.replica.state.value?.messages.findLast(({ from }) => from === me)?.seq ?? 0);
    this.snapshot = new Store<Omit<Snapshot, 'messages'> | undefined>(lease.replica.state.value ?? summary);
    this.#ownTyping = new OwnTyping((kind) => { this.#replica.setTyping(kind); });
    this.#leaves = [
      this.#replica.state.subscribe(() => { this.#show(); }),
      this.#replica.isCaughtUp.subscribe(() => { this.#show(); }),
      this.#replica.refused.subscribe(() => { this.#show(); }),
      this.#replica.typing.subscribe(() => { this.#showTyping(); }),
      parts.outbox.entries.subscribe(() => { this.#show(); }),
      parts.me.subscribe(() => { this.#show(); }),
    ];
    this.#show();
    this.#showTyping();
  }

  get firstUnreadSeq(): number { return this.#firstUnreadSeq ?? 0; }
  get refused(): ReadableStore<FoyerError | undefined> { return this.#replica.refused; }
  get heldUntil(): ReadableStore<number> { return this.#parts.heldUntil; }
  get draft(): ReadableStore<string> { return this.#parts.drafts.of(this.id); }

  async send(content: Content, options: { replyTo?: number } = {}): Promise<{ clientId: string }> {
    const { clientId } = await this.#parts.outbox.add({ conversation: this.id, content: checked(content), ...options });
    this.#ownTyping.set(null);
    return { clientId };
  }

  retry(clientId: string): Promise<void> { return this.#parts.outbox.retry(clientId); }
  async discard(clientId: string): Promise<Content | undefined> { return (await this.#parts.outbox.discard(clientId))?.content; }
  async edit(seq: number, content: Content): Promise<void> { await this.#parts.command('message.edit', { conversation: this.id, seq, content: checked(content) }); }
  async delete(seq: number): Promise<void> { await this.#parts.command('message.delete', { conversation: this.id, seq }); }
  async react(seq: number, emoji: string, on: boolean): Promise<void> { await this.#parts.command('reaction.set', { conversation: this.id, seq, emoji, on }); }
  async setState(state: 'open' | 'resolved'): Promise<void> { await this.#parts.command('conversation.setState', { conversation: this.id, state }); }

  async loadOlder(): Promise<void> {
    if (this.#isLoadingOlder) return;
    this.#isLoadingOlder = true;
    this.#show();
    try {
      await this.#replica.loadOlder();
    } finally {
      this.#isLoadingOlder = false;
      this.#show();
    }
  }

  setTyping(kind: 'text' | 'voice' | null): void { this.#ownTyping.set(kind); }
  markRead(seq: number): void { if (seq > 0) this.#parts.receipts.read(this.id, seq); }
  setDraft(text: string): void { this.#parts.drafts.set(this.id, text); }

  close(): void {
    for (const leave of this.#leaves.splice(0)) leave();
    this.#ownTyping.set(null);
    this.#lease.release();
  }

  #show(): void {
    const me = this.#parts.me.value?.id;
    const state = this.#replica.state.value;
    if (me === undefined) return;
    if (state) {
      const { messages: _, ...rest } = state;
      if (state.version !== this.snapshot.value?.version || this.snapshot.value === this.#summary) this.snapshot.set(rest);
      this.#firstUnreadSeq ??= firstUnread(state, { summary: this.#summary, readSeq: this.#readSeq, me }, this.#replica.isCaughtUp.value);
    }
    const { items } = this.timeline.value;
    this.timeline.set({
      items: buildTimeline({ messages: state?.messages ?? [], outbox: this.#parts.outbox.of(this.id), watermarks: state?.watermarks ?? nowhere, me }, items),
      hasOlder: (state?.messages[0]?.seq ?? 1) > 1,
      loading: this.#isLoadingOlder || (state === undefined && this.#replica.refused.value === undefined),
    });
  }

  #showTyping(): void {
    const me = this.#parts.me.value?.id;
    this.typing.set([...new Set(this.#replica.typing.value)].filter((user) => user !== me));
  }
}

/** Refused here rather than by the server, after it was queued. */
function checked(content: Content): Content {
  const parsed = v.safeParse(contentSchema, content);
  if (parsed.success) return parsed.output;
  const isTooLarge = parsed.issues.some(({ message }) => message === 'too-large');
  throw new FoyerError(isTooLarge ? 'too-large' : 'bad-request', { message: parsed.issues[0].message });
}
