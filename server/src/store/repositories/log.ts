import { type Change, FoyerError, limits, type Message, withReaction } from '@foyer-chat/widget/protocol';
import { digestOf } from '../digest.ts';
import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { ConversationLog, ConversationRow } from '../store.ts';
import { compileOnce } from './compile-once.ts';
import { loadConversations, raiseWatermarks } from './conversation-rows.ts';
import { changesOf, messageChange, messagesOf, pointerChange, wireMessage } from './message-rows.ts';
import { recordChange } from './record-change.ts';
import { dropEmptyStars } from './stars.ts';

const raiseCursor = compileOnce((db, { conversationId, deviceId, deliveredSeq }: { conversationId: number; deviceId: number; deliveredSeq: number }) =>
  db.insertInto('device_cursors')
    .values({ conversation_id: conversationId, device_id: deviceId, delivered_seq: deliveredSeq })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'device_id'])
      .doUpdateSet({ delivered_seq: deliveredSeq })
      .where('device_cursors.delivered_seq', '<', deliveredSeq)));

/** Everything of the log but `append`, which each engine does in its own way. */
export class LogRepository implements Omit<ConversationLog, 'append'> {
  readonly #db: Db;
  readonly #heads: Heads;
  constructor(db: Db, heads: Heads) {
    this.#db = db;
    this.#heads = heads;
  }

  async edit({ conversationId, seq, content, at }: Parameters<ConversationLog['edit']>[0]): Promise<{ v: number } | undefined> {
    const live = await this.#live(conversationId, seq);
    if (!live) return undefined;
    await this.#row(conversationId, seq)
      .set({ content: JSON.stringify(content), edited_at: at, digest: live.row.digest ?? digestOf(live.row.content) })
      .execute();
    return recordChange(this.#db, live.head, { conversationId, kind: 'edit', at, seq });
  }

  async delete({ conversationId, seq, at }: Parameters<ConversationLog['delete']>[0]): Promise<{ v: number; starredBy: number[] } | undefined> {
    const live = await this.#live(conversationId, seq);
    if (!live) return undefined;
    await this.#row(conversationId, seq)
      .set({ content: null, reactions: null, reply_to: null, edited_at: null, deleted_at: at, digest: live.row.digest ?? digestOf(live.row.content) })
      .execute();
    const starredBy = await dropEmptyStars(this.#db, conversationId);
    return { ...await recordChange(this.#db, live.head, { conversationId, kind: 'delete', at, seq }), starredBy };
  }

  async react({ conversationId, seq, userId, emoji, on, at }: Parameters<ConversationLog['react']>[0]): Promise<{ v: number } | undefined> {
    const live = await this.#live(conversationId, seq);
    const user = await this.#db.selectFrom('users').select('uid').where('id', '=', userId).executeTakeFirst();
    const message = live && await this.message(conversationId, seq);
    if (!user) throw new FoyerError('session-ended');
    if (!live || !message) return undefined;
    if ((message.reactions?.[emoji] ?? []).includes(user.uid) === on) return undefined;
    if (on) refuseTooMany(message, emoji, user.uid);
    const { reactions } = withReaction(message, emoji, user.uid, on);
    await this.#row(conversationId, seq).set({ reactions: reactions === undefined ? null : JSON.stringify(reactions) }).execute();
    return recordChange(this.#db, live.head, { conversationId, kind: 'reaction', at, seq, userId, data: { emoji, on } });
  }

  #row(conversationId: number, seq: number) {
    return this.#db.updateTable('messages').where('conversation_id', '=', conversationId).where('seq', '=', seq);
  }

  /** A message that has its content, with the head of its conversation locked. */
  async #live(conversationId: number, seq: number) {
    const head = await this.#heads.lock(this.#db, conversationId);
    const row = await this.#db.selectFrom('messages').select(['content', 'digest'])
      .where('conversation_id', '=', conversationId).where('seq', '=', seq)
      .executeTakeFirst();
    return head && row && row.content !== null ? { head, row: { content: row.content, digest: row.digest } } : undefined;
  }

  async receipts(receipts: Parameters<ConversationLog['receipts']>[0]): Promise<{ v: number } | undefined> {
    const { conversationId, at, shared } = receipts;
    const head = await this.#heads.lock(this.#db, conversationId);
    if (!head) return undefined;
    for (const mark of receipts.members) await raiseWatermarks(this.#db, { conversationId, ...mark });
    for (const device of receipts.devices) await raiseCursor(this.#db, { conversationId, ...device });
    return shared && recordChange(this.#db, head, { conversationId, kind: 'receipt', at, data: { deliveredSeq: shared.deliveredSeq, readSeq: shared.readSeq } });
  }

  async message(conversationId: number, seq: number): Promise<Message | undefined> {
    const row = await messagesOf(this.#db, conversationId).where('m.seq', '=', seq).executeTakeFirst();
    return row && wireMessage(row);
  }

  async authorsAmong(conversationId: number, userIds: readonly number[]): Promise<number[]> {
    if (userIds.length === 0) return [];
    const rows = await this.#db.selectFrom('messages').select('user_id').distinct().where('conversation_id', '=', conversationId).where('user_id', 'in', userIds).execute();
    return rows.flatMap(({ user_id }) => user_id ?? []);
  }

  async changesAfter(conversationId: number, version: number, limit: number): Promise<Change[] | undefined> {
    const [conversation] = await loadConversations(this.#db, [conversationId]);
    const floor = await this.#db.selectFrom('conversations').select('log_floor').where('id', '=', conversationId).executeTakeFirst();
    if (!conversation || !floor || version < floor.log_floor) return undefined;
    const behind = conversation.version - version;
    if (behind <= 0) return [];
    // Every message takes one version, so those after this one are at most so many from the end.
    const messages = await messagesOf(this.#db, conversationId)
      .where('m.seq', '>', conversation.lastSeq - behind).where('m.v', '>', version)
      .orderBy('m.seq').limit(limit).execute();
    const changes = await changesOf(this.#db, conversationId)
      .where('c.v', '>', version)
      .orderBy('c.v').limit(limit).execute();
    const log = [...messages.map(messageChange), ...changes.map(pointerChange)].sort((a, b) => a.v - b.v).slice(0, limit);
    return log.every((change, index) => change.v === version + 1 + index) ? log : undefined;
  }

  async page(conversationId: number, range: { before: number } | { after: number }, limit: number): Promise<Message[]> {
    if ('after' in range) {
      return (await messagesOf(this.#db, conversationId).where('m.seq', '>', range.after).orderBy('m.seq').limit(limit).execute()).map(wireMessage);
    }
    return (await messagesOf(this.#db, conversationId).where('m.seq', '<', range.before).orderBy('m.seq', 'desc').limit(limit).execute())
      .map(wireMessage).reverse();
  }

  async snapshot(conversationId: number, limit: number): Promise<{ conversation: ConversationRow; messages: Message[] } | undefined> {
    const [conversation] = await loadConversations(this.#db, [conversationId]);
    return conversation && { conversation, messages: await this.page(conversationId, { before: conversation.lastSeq + 1 }, limit) };
  }
}

/** For one more emoji of a user: `FoyerError('too-many-reactions')` where they have enough, or it would be one kind too many. */
function refuseTooMany({ reactions = {} }: Message, emoji: string, user: string): void {
  const own = Object.values(reactions).filter((users) => users.includes(user)).length;
  const kinds = new Set([...Object.keys(reactions), emoji]).size;
  if (own >= limits.reactionsPerUser || kinds > limits.reactionsPerMessage) throw new FoyerError('too-many-reactions');
}
