import { FoyerError, limits, type Arrangement } from '@foyer-chat/widget/protocol';
import { activityGrainMs, type Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { ConversationRow, Conversations } from '../store.ts';
import { loadConversations } from './conversation-rows.ts';
import { recordChange } from './record-change.ts';

export class ConversationsRepository implements Conversations {
  readonly #db: Db;
  readonly #heads: Heads;
  constructor(db: Db, heads: Heads) {
    this.#db = db;
    this.#heads = heads;
  }

  async open(conversation: Parameters<Conversations['open']>[0]): Promise<{ conversation: ConversationRow; created: boolean }> {
    const { uid, siteId, kind, title, uniqueKey, at } = conversation;
    const added = await this.#db.insertInto('conversations')
      .values({ uid, site_id: siteId, kind, title, state: 'open', unique_key: uniqueKey, created_at: at, active_at: at })
      .onConflict((conflict) => conflict.column('unique_key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added && conversation.members.length > 0) {
      await this.#db.insertInto('members')
        .values(conversation.members.map(({ userId, role }) => ({
          conversation_id: added.id, user_id: userId, role, delivered_seq: 0, read_seq: 0, joined_seq: 0, joined_at: at, left_at: null,
        })))
        .execute();
    }
    const id = added?.id ?? (await this.#db.selectFrom('conversations').select('id').where('unique_key', '=', uniqueKey).executeTakeFirstOrThrow()).id;
    return { conversation: await this.#known(id), created: added !== undefined };
  }

  async getByUid(uid: string): Promise<ConversationRow | undefined> {
    const row = await this.#db.selectFrom('conversations').select('id').where('uid', '=', uid).executeTakeFirst();
    return row && this.get(row.id);
  }

  async get(id: number): Promise<ConversationRow | undefined> { return (await loadConversations(this.#db, [id]))[0]; }

  async #known(id: number): Promise<ConversationRow> {
    const conversation = await this.get(id);
    if (!conversation) throw new FoyerError('not-found');
    return conversation;
  }

  async ofUser(userId: number, limit: number): Promise<ConversationRow[]> {
    const active = new Map([...await this.#candidates(userId, limit, false), ...await this.#candidates(userId, limits.pinnedShown, true)]);
    const at = (row: ConversationRow): number => Math.max(active.get(row.id) ?? 0, row.lastMessage?.at ?? 0);
    const loaded = (await loadConversations(this.#db, [...active.keys()])).sort((a, b) => at(b) - at(a) || b.id - a.id);
    const isPinned = ({ members }: ConversationRow): boolean => members.some((member) => member.userId === userId && member.pinned);
    const pinned = new Set(loaded.filter(isPinned).slice(0, limits.pinnedShown));
    return loaded.filter((row, index) => index < limit || pinned.has(row));
  }

  /** `active_at`, by id, of all that could be among a user's newest: it is coarse, their exact order is known once they are loaded. */
  async #candidates(userId: number, limit: number, isPinned: boolean): Promise<Map<number, number>> {
    const all = this.#db.selectFrom('conversations').select(['id', 'active_at']).where((of) => {
      const own = of.selectFrom('members').select('conversation_id').where('user_id', '=', userId).where('left_at', 'is', null);
      return of('id', 'in', isPinned ? own.where('pinned', '=', 1) : own);
    });
    const last = await all.orderBy('active_at', 'desc').offset(limit - 1).limit(1).executeTakeFirst();
    const found = await all.where('active_at', '>=', last ? last.active_at - activityGrainMs : 0).execute();
    return new Map(found.map((row) => [row.id, row.active_at]));
  }

  async arrange(id: number, userId: number, { pinned, mutedUntil, archivedSeq }: Arrangement): Promise<void> {
    const set = {
      ...(pinned === undefined ? {} : { pinned: pinned ? 1 : 0 }),
      ...(mutedUntil === undefined ? {} : { muted_until: mutedUntil }),
      ...(archivedSeq === undefined ? {} : { archived_seq: archivedSeq }),
    };
    if (Object.keys(set).length === 0) return;
    await this.#db.updateTable('members').set(set)
      .where('conversation_id', '=', id).where('user_id', '=', userId).where('left_at', 'is', null)
      .execute();
  }

  async addMember(id: number, member: Parameters<Conversations['addMember']>[1]): Promise<{ v: number }> {
    const head = await this.#head(id);
    const current = await this.#db.selectFrom('members').select('role')
      .where('conversation_id', '=', id).where('user_id', '=', member.userId).where('left_at', 'is', null)
      .executeTakeFirst();
    if (current?.role === member.role) return { v: head.version };
    const joined = {
      role: member.role, joined_at: member.at, left_at: null, delivered_seq: head.lastSeq, read_seq: head.lastSeq, joined_seq: head.lastSeq, told_seq: head.lastSeq,
      pinned: 0, muted_until: 0, archived_seq: 0,
    };
    await this.#db.insertInto('members').values({ conversation_id: id, user_id: member.userId, ...joined })
      .onConflict((conflict) => conflict.columns(['conversation_id', 'user_id']).doUpdateSet(current ? { role: member.role } : joined))
      .execute();
    return recordChange(this.#db, head, { conversationId: id, kind: 'member', at: member.at, userId: member.userId, data: { role: member.role } });
  }

  async removeMember(id: number, userId: number, at: number): Promise<{ v: number } | undefined> {
    const head = await this.#head(id);
    const left = await this.#db.updateTable('members').set({ left_at: at })
      .where('conversation_id', '=', id).where('user_id', '=', userId).where('left_at', 'is', null)
      .returning('user_id').executeTakeFirst();
    await this.#db.deleteFrom('stars').where('conversation_id', '=', id).where('user_id', '=', userId).execute();
    return left && recordChange(this.#db, head, { conversationId: id, kind: 'member', at, userId, data: { role: null } });
  }

  async #head(id: number) {
    const head = await this.#heads.lock(this.#db, id);
    if (!head) throw new FoyerError('not-found');
    return head;
  }
}
