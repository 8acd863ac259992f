import { FoyerError, limits, type EventKind, type GroupRole, type MemberRole } from '@foyer-chat/widget/protocol';
import type { Head, Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import type { MemberChange, MemberSet, WantedMember } from '../store.ts';
import { recordEvents } from './events.ts';
import { heirOf } from './heir.ts';
import { recordChange } from './record-change.ts';

/** Who joins, leaves or has another role, decided and written while the conversation is locked: nobody joins a full one, and no right is used that is gone. */
export async function setMember(db: Db, heads: Heads, id: number, wanted: WantedMember): Promise<MemberSet> {
  const head = await heads.lock(db, id);
  if (!head) throw new FoyerError('not-found');
  if (!(await isSo(db, id, wanted))) return { status: 'moved' };
  const writer = new Writer(db, head, id, wanted);
  const current = await roleOf(db, id, wanted.userId);
  if (current === wanted.role) return { status: 'done', changes: [] };
  if (wanted.role === null) {
    await writer.leave(wanted.userId);
    return { status: 'done', changes: writer.changes };
  }
  if (current === null && await isFull(db, id)) return { status: 'full' };
  if (wanted.role === 'owner') await writer.endOwnership();
  if (current === null) await writer.join(wanted.userId, wanted.role);
  else await writer.giveRole(wanted.userId, wanted.role);
  return { status: 'done', changes: writer.changes };
}

async function isSo(db: Db, id: number, { given = {}, at }: WantedMember): Promise<boolean> {
  for (const { userId, role } of given.roles ?? []) if (await roleOf(db, id, userId) !== role) return false;
  if (given.invite === undefined) return true;
  const invite = await db.selectFrom('invites').select('key')
    .where('conversation_id', '=', id).where('key', '=', given.invite).where('expires_at', '>', at).executeTakeFirst();
  return invite !== undefined;
}

const current = (db: Db, id: number) => db.selectFrom('members').where('conversation_id', '=', id).where('left_at', 'is', null);

async function roleOf(db: Db, id: number, userId: number) {
  return (await current(db, id).select('role').where('user_id', '=', userId).executeTakeFirst())?.role ?? null;
}

async function isFull(db: Db, id: number): Promise<boolean> {
  const { count } = await current(db, id).select((eb) => eb.fn.countAll<number | string>().as('count')).executeTakeFirstOrThrow();
  return Number(count) >= limits.groupMaxMembers;
}

/** Changes members of one conversation, each change under a version of its own. */
class Writer {
  readonly changes: MemberChange[] = [];
  readonly #db: Db;
  readonly #head: Head;
  readonly #id: number;
  readonly #at: number;
  readonly #by: number | undefined;

  constructor(db: Db, head: Head, id: number, { at, by, userId }: WantedMember) {
    this.#db = db;
    this.#head = head;
    this.#id = id;
    this.#at = at;
    this.#by = by === userId ? undefined : by;
  }

  async join(userId: number, role: GroupRole): Promise<void> {
    const { lastSeq } = this.#head;
    const joined = {
      role, joined_at: this.#at, left_at: null, delivered_seq: lastSeq, read_seq: lastSeq, joined_seq: lastSeq, told_seq: lastSeq,
      pinned: 0, muted_until: 0, archived_seq: 0,
    };
    await this.#db.insertInto('members').values({ conversation_id: this.#id, user_id: userId, ...joined })
      .onConflict((conflict) => conflict.columns(['conversation_id', 'user_id']).doUpdateSet(joined))
      .execute();
    await this.#record(userId, role);
    await this.#tell(this.#by === undefined ? 'joined' : 'added', userId, this.#by);
  }

  async giveRole(userId: number, role: GroupRole): Promise<void> {
    await this.#setRole(userId, role);
    await this.#tell(role, userId, this.#by);
  }

  async #setRole(userId: number, role: GroupRole): Promise<void> {
    await this.#db.updateTable('members').set({ role }).where('conversation_id', '=', this.#id).where('user_id', '=', userId).execute();
    await this.#record(userId, role);
  }

  /** Told with who comes after them. */
  async endOwnership(): Promise<void> {
    for (const { user_id } of await current(this.#db, this.#id).select('user_id').where('role', '=', 'owner').execute()) await this.#setRole(user_id, 'admin');
  }

  async leave(userId: number): Promise<void> {
    const heir = await heirOf(this.#db, this.#id, userId);
    const hasWritten = await this.#hasWritten(userId);
    await this.#db.updateTable('members').set({ left_at: this.#at, wrote: hasWritten ? 1 : 0 }).where('conversation_id', '=', this.#id).where('user_id', '=', userId).execute();
    await this.#db.deleteFrom('stars').where('conversation_id', '=', this.#id).where('user_id', '=', userId).execute();
    await this.#record(userId, null, hasWritten);
    await this.#tell(this.#by === undefined ? 'left' : 'removed', userId, this.#by);
    if (heir !== undefined) {
      await this.#setRole(heir, 'owner');
      await this.#tell('owner', heir, undefined);
    }
    // Nobody comes back into a group that has ended.
    if (!(await current(this.#db, this.#id).select('user_id').limit(1).executeTakeFirst())) await this.#db.deleteFrom('invites').where('conversation_id', '=', this.#id).execute();
  }

  /** Looks back to when they joined, and no further: what they wrote before that is known from when they left. */
  async #hasWritten(userId: number): Promise<boolean> {
    const { joined_seq, wrote } = await this.#db.selectFrom('members').select(['joined_seq', 'wrote'])
      .where('conversation_id', '=', this.#id).where('user_id', '=', userId).executeTakeFirstOrThrow();
    if (wrote === 1) return true;
    const written = await this.#db.selectFrom('messages').select('seq')
      .where('conversation_id', '=', this.#id).where('seq', '>', joined_seq).where('user_id', '=', userId)
      .orderBy('seq', 'desc').limit(1).executeTakeFirst();
    return written !== undefined;
  }

  async #record(userId: number, role: MemberRole | null, hasWritten = false): Promise<void> {
    const written = hasWritten ? { hasWritten: true as const } : {};
    const { v } = await recordChange(this.#db, this.#head, { conversationId: this.#id, kind: 'member', at: this.#at, userId, data: { role, ...written } });
    this.changes.push({ v, userId, role, lastSeq: this.#head.lastSeq, ...written });
  }

  #tell(kind: EventKind, userId: number, by: number | undefined): Promise<void> {
    return recordEvents(this.#db, { id: this.#id, seq: this.#head.lastSeq, at: this.#at }, [{ kind, by, userId }]);
  }
}
