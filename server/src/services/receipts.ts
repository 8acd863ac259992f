import { limits } from '@foyer-chat/widget/protocol';
import type { MemberRow, Store } from '../store/store.ts';
import { Coalescer } from './coalescer.ts';
import type { Inboxes } from './inboxes.ts';
import { sharedWatermarks, type LiveConversation, type LiveConversations } from './live-conversations.ts';
import { actingMember, authorise } from './permissions.ts';
import type { Clock, Publisher, Session } from './ports.ts';

/** What has moved in a conversation since its last commit of receipts. */
interface Batch {
  readonly live: LiveConversation;
  readonly members: Set<MemberRow>;
  readonly devices: Map<number, number>;
  readonly committed: PromiseWithResolvers<void>;
}

const maxCursors = 4096;

interface ReceiptsParts { store: Pick<Store, 'log'>; live: LiveConversations; inboxes: Inboxes; publisher: Publisher; clock: Clock }

/** Watermarks: moved in memory at once, stored and announced at most four times a second per conversation; by messages alone, once. */
export class Receipts {
  readonly #parts: ReceiptsParts;
  readonly #gathering = new Map<number, Batch>();
  readonly #committing = new Map<number, Batch>();
  readonly #coalescer = new Coalescer<number>({
    intervalMs: limits.receiptsCoalesceMs,
    flush: (conversationId) => { void this.#commit(conversationId); },
  });
  /** What is implied by messages alone can wait longer: who reads them says so, and is heard at once. */
  readonly #implied = new Coalescer<number>({
    intervalMs: limits.impliedReceiptsMs,
    flush: (conversationId) => { this.#coalescer.touch(conversationId); },
  });

  constructor(parts: ReceiptsParts) { this.#parts = parts; }

  /** Resolves when what it says is durable. What was said before already changes nothing. */
  async mark(session: Session, uid: string, seq: number, isRead: boolean): Promise<void> {
    const live = this.#parts.live.peek(uid) ?? await this.#parts.live.get(uid);
    authorise(session, live, 'receipt');
    const member = actingMember(session, live);
    const reached = Math.min(seq, live.lastSeq);
    const hasMoved = reached > member.deliveredSeq || (isRead && reached > member.readSeq);
    const hasDeviceMoved = reached > (live.cursors.get(session.deviceId) ?? 0);
    if (!hasMoved && !hasDeviceMoved) return (this.#gathering.get(live.id) ?? this.#committing.get(live.id))?.committed.promise;
    const batch = this.#batch(live);
    if (hasMoved) {
      raise(member, reached, isRead ? reached : 0);
      batch.members.add(member);
    }
    if (hasDeviceMoved) {
      if (live.cursors.size >= maxCursors) live.cursors.clear();
      live.cursors.set(session.deviceId, reached);
      batch.devices.set(session.deviceId, reached);
    }
    this.#coalescer.touch(live.id);
    return batch.committed.promise;
  }

  /** A member's own watermarks moved with a message (stored with it already); whether the shared ones follow is announced in time. */
  sent(live: LiveConversation, member: MemberRow, seq: number): void {
    const mayMoveShared = member.deliveredSeq <= live.shared.deliveredSeq || member.readSeq <= live.shared.readSeq;
    raise(member, seq, seq);
    if (!mayMoveShared) return;
    this.#batch(live);
    this.#implied.touch(live.id);
  }

  /** What may be told has changed, or somebody has left whom the others may have waited for: whether the shared watermarks follow is announced in time. */
  retell(live: LiveConversation): void {
    this.#batch(live);
    this.#coalescer.touch(live.id);
  }

  /** Commits what is left. */
  async stop(): Promise<void> {
    this.#implied.stop();
    this.#coalescer.stop();
    await Promise.allSettled([...this.#committing.values()].map((batch) => batch.committed.promise));
  }

  #batch(live: LiveConversation): Batch {
    const gathering = this.#gathering.get(live.id);
    if (gathering) return gathering;
    const batch: Batch = { live, members: new Set(), devices: new Map(), committed: Promise.withResolvers() };
    // Nobody may be waiting: a batch can be the sender's own watermarks alone.
    batch.committed.promise.catch(() => {});
    this.#gathering.set(live.id, batch);
    return batch;
  }

  async #commit(conversationId: number): Promise<void> {
    const batch = this.#gathering.get(conversationId);
    if (!batch) return;
    this.#gathering.delete(conversationId);
    this.#committing.set(conversationId, batch);
    try {
      await this.#store(batch);
      batch.committed.resolve();
    } catch (error) {
      // Memory is ahead of the store now; forget it, so that the truth is read again.
      this.#parts.live.drop(batch.live);
      batch.committed.reject(error);
    } finally {
      if (this.#committing.get(conversationId) === batch) this.#committing.delete(conversationId);
    }
  }

  async #store({ live, members, devices }: Batch): Promise<void> {
    const { store, publisher, inboxes, clock } = this.#parts;
    const reached = sharedWatermarks(live.members.values());
    // Somebody who has just begun to hide how far they have read takes nothing back.
    const shared = { deliveredSeq: reached.deliveredSeq, readSeq: Math.max(reached.readSeq, live.shared.readSeq) };
    const hasMoved = shared.deliveredSeq > live.shared.deliveredSeq || shared.readSeq > live.shared.readSeq;
    if (!hasMoved && members.size === 0 && devices.size === 0) return;
    live.shared = shared;
    const stored = await store.log.receipts({
      conversationId: live.id, at: clock.now(),
      members: [...members].map(({ userId, deliveredSeq, readSeq }) => ({ userId, deliveredSeq, readSeq })),
      devices: [...devices].map(([deviceId, deliveredSeq]) => ({ deviceId, deliveredSeq })),
      ...(hasMoved ? { shared } : {}),
    });
    const current = this.#parts.live.current(live);
    // Read again since, perhaps before this was stored.
    if (current !== live) for (const { userId, deliveredSeq, readSeq } of members) raise(current.members.get(userId), deliveredSeq, readSeq);
    if (stored) {
      current.version = Math.max(current.version, stored.v);
      publisher.conversation(live, [{ v: stored.v, kind: 'receipt', ...shared }]);
    }
    // In a group only the rows of those who read on change much; of two people, both look at the ticks, where these have moved: else it is nobody's business.
    if (live.kind === 'group' || (live.kind === 'direct' && !stored)) inboxes.touch(current, [...members].map((member) => member.userId));
    else if (stored || members.size > 0) inboxes.touch(current);
  }
}

function raise(member: MemberRow | undefined, deliveredSeq: number, readSeq: number): void {
  if (!member) return;
  member.deliveredSeq = Math.max(member.deliveredSeq, deliveredSeq);
  member.readSeq = Math.max(member.readSeq, readSeq);
}
