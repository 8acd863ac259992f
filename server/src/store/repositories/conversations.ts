import { defaultPermissions, FoyerError, limits, type Arrangement, type Permissions, type PermissionsChange } from '@foyer-chat/widget/protocol';
import { isDeepStrictEqual } from 'node:util';
import { activityGrainMs, type Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { ConversationRow, Conversations, Invite, MemberSet, WantedMember } from '../store.ts';
import { loadConversations, permissionsIn } from './conversation-rows.ts';
import { recordEvents } from './events.ts';
import { setMember } from './membership.ts';
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
    const { refusal } = conversation;
    const added = refusal ? undefined : await this.#db.insertInto('conversations')
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
    if (added && kind === 'group') await recordEvents(this.#db, { id: added.id, seq: 0, at }, beginningOf(conversation.members));
    const id = added?.id ?? (await this.#db.selectFrom('conversations').select('id').where('unique_key', '=', uniqueKey).executeTakeFirst())?.id;
    const opened = id === undefined ? undefined : await this.get(id);
    if (!opened) throw new FoyerError(refusal ?? 'not-found');
    return { conversation: opened, created: added !== undefined };
  }

  async getByUid(uid: string): Promise<ConversationRow | undefined> {
    const row = await this.#db.selectFrom('conversations').select('id').where('uid', '=', uid).executeTakeFirst();
    return row && this.get(row.id);
  }

  async get(id: number): Promise<ConversationRow | undefined> { return (await loadConversations(this.#db, [id]))[0]; }

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

  setMember(id: number, wanted: WantedMember): Promise<MemberSet> { return setMember(this.#db, this.#heads, id, wanted); }

  async formerMembers(id: number, limit: number): Promise<number[]> {
    const rows = await this.#db.selectFrom('members').select('user_id')
      .where('conversation_id', '=', id).where('left_at', 'is not', null).where('wrote', '=', 1)
      .orderBy('left_at', 'desc').orderBy('user_id').limit(limit)
      .execute();
    return rows.map((row) => row.user_id);
  }

  async rename(id: number, title: string, at: number, by?: number): Promise<{ v: number } | undefined> {
    const head = await this.#heads.lock(this.#db, id);
    const renamed = await this.#db.updateTable('conversations').set({ title }).where('id', '=', id).where('title', '!=', title).returning('id').executeTakeFirst();
    if (!head || !renamed) return undefined;
    await recordEvents(this.#db, { id, seq: head.lastSeq, at }, [{ kind: 'named', by, title }]);
    return recordChange(this.#db, head, { conversationId: id, kind: 'state', at, data: { title } });
  }

  async setPermissions(id: number, wanted: PermissionsChange, at: number): Promise<{ v: number; permissions: Permissions } | undefined> {
    const head = await this.#heads.lock(this.#db, id);
    const row = await this.#db.selectFrom('conversations').select('permissions_json').where('id', '=', id).executeTakeFirst();
    if (!head || !row) return undefined;
    const before = permissionsIn(row.permissions_json) ?? defaultPermissions;
    const permissions = { send: wanted.send ?? before.send, add: wanted.add ?? before.add, rename: wanted.rename ?? before.rename };
    if (isDeepStrictEqual(permissions, before)) return undefined;
    await this.#db.updateTable('conversations').set({ permissions_json: JSON.stringify(permissions) }).where('id', '=', id).execute();
    return { ...await recordChange(this.#db, head, { conversationId: id, kind: 'state', at, data: { permissions } }), permissions };
  }

  /** At most `settleEvery` messages of a conversation are looked at: what was said before stands with the member. */
  async writersTo(userId: number, ids: readonly number[]): Promise<number[]> {
    const rows = await this.#db.selectFrom('members as own').innerJoin('conversations as c', 'c.id', 'own.conversation_id')
      .innerJoin('members as other', 'other.conversation_id', 'own.conversation_id')
      .select('other.user_id').distinct()
      .where('own.user_id', '=', userId).where('c.kind', '=', 'direct').where('other.user_id', 'in', ids)
      .where((eb) => eb.or([eb('other.wrote', '=', 1), eb.exists(eb.selectFrom('messages as m').select('m.seq')
        .whereRef('m.conversation_id', '=', 'c.id').whereRef('m.seq', '>', 'c.settled_seq').whereRef('m.user_id', '=', 'other.user_id'))]))
      .execute();
    return rows.map((row) => row.user_id);
  }

  async setInvite(id: number, invite: Invite | null): Promise<void> {
    await this.#db.deleteFrom('invites').where('conversation_id', '=', id).execute();
    if (!invite) return;
    const row = { key: invite.key, expires_at: invite.expiresAt };
    // Another node may have made one at the same time: the last one holds.
    await this.#db.insertInto('invites').values({ conversation_id: id, ...row }).onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row)).execute();
  }

  async invite(id: number): Promise<Invite | undefined> {
    const row = await this.#db.selectFrom('invites').select(['key', 'expires_at']).where('conversation_id', '=', id).executeTakeFirst();
    return row && { key: row.key, expiresAt: row.expires_at };
  }

  async invitedTo(key: string, at: number): Promise<number | undefined> {
    const row = await this.#db.selectFrom('invites').select('conversation_id').where('key', '=', key).where('expires_at', '>', at).executeTakeFirst();
    return row?.conversation_id;
  }
}

/** Its owner makes a group, and adds the others. */
function beginningOf(members: Parameters<Conversations['open']>[0]['members']): Parameters<typeof recordEvents>[2] {
  const by = members.find(({ role }) => role === 'owner')?.userId;
  return [{ kind: 'created', by }, ...members.filter(({ userId }) => userId !== by).map(({ userId }) => ({ kind: 'added' as const, by, userId }))];
}
