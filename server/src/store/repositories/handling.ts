import { FoyerError, type DeskList, type EventKind, type SupportState } from '@foyer-chat/widget/protocol';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { ActivityCursor, Handling, HandlingChange } from '../desk-store.ts';
import type { Head, Heads } from '../heads.ts';
import type { Db, Tables } from '../schema.ts';
import type { ConversationRow } from '../store.ts';
import { supportFrom } from './by-activity.ts';
import { loadConversations } from './conversation-rows.ts';
import { recordEvents } from './events.ts';
import { recordChange } from './record-change.ts';

/** Of each conversation, to see how long visitors wait. */
const messagesTimed = 30;

interface HandlingRow { state: SupportState; assignee_id: number | null; snoozed_until: number | null }
type On = ExpressionBuilder<Tables, 'conversations'>;

export class HandlingRepository implements Handling {
  readonly #db: Db;
  readonly #heads: Heads;
  constructor(db: Db, heads: Heads) {
    this.#db = db;
    this.#heads = heads;
  }

  setState(id: number, state: SupportState, at: number, by?: number): Promise<HandlingChange | undefined> {
    return this.#change(id, at, by, () => ({ state, ...(state === 'resolved' ? { snoozed_until: null } : {}) }));
  }

  assign(id: number, assigneeId: number | null, at: number, by?: number): Promise<HandlingChange | undefined> {
    return this.#change(id, at, by, () => ({ assignee_id: assigneeId }));
  }

  snooze(id: number, until: number | null, at: number, by?: number): Promise<HandlingChange | undefined> {
    return this.#change(id, at, by, () => ({ snoozed_until: until, ...(until === null ? {} : { state: 'open' }) }));
  }

  async wake(id: number, { deviceId, clientId }: { deviceId: number; clientId: string }, at: number): Promise<HandlingChange | undefined> {
    const message = await this.#db.selectFrom('messages').select('v')
      .where('client_id', '=', clientId).where('device_id', '=', deviceId).where('conversation_id', '=', id).executeTakeFirst();
    if (!message) return undefined;
    // A message that is sent again, because its answer was lost, may have been there when the conversation was put away.
    const putAway = await this.#db.selectFrom('changes').select((eb) => eb.fn.max('v').as('v'))
      .where('conversation_id', '=', id).where('kind', '=', 'state').executeTakeFirst();
    if ((putAway?.v ?? 0) > message.v) return undefined;
    return this.#change(id, at, undefined, () => ({ state: 'open', snoozed_until: null }));
  }

  async wakeDue(now: number, limit: number): Promise<{ conversationId: number; v: number }[]> {
    const due = await this.#db.selectFrom('conversations').select('id').where('snoozed_until', '<=', now).orderBy('id').limit(limit).execute();
    const woken: { conversationId: number; v: number }[] = [];
    for (const { id } of due) {
      // Snoozed anew meanwhile, it sleeps on.
      const change = await this.#change(id, now, undefined, (row) => ((row.snoozed_until ?? Infinity) <= now ? { snoozed_until: null } : {}));
      if (change) woken.push({ conversationId: id, v: change.v });
    }
    return woken;
  }

  async page(siteId: number, { list, staffId }: { list?: DeskList; staffId: number }, before: ActivityCursor | undefined, limit: number): Promise<{ rows: ConversationRow[]; next?: ActivityCursor }> {
    let query = supportFrom(this.#db, siteId, before, limit + 1);
    if (list !== undefined) query = query.where((on) => on.and([...isIn(list, staffId, on), hasMessage(on)]));
    const found = await query.execute();
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const rows = await loadConversations(this.#db, shown.map(({ id }) => id));
    return { rows, ...(found.length > limit && last ? { next: { activeAt: last.active_at, id: last.id } } : {}) };
  }

  async counts(siteId: number): Promise<{ state: SupportState; isSnoozed: boolean; assignee: string | null; count: number }[]> {
    const rows = await this.#db.selectFrom('conversations')
      .leftJoin('users as assignee', 'assignee.id', 'conversations.assignee_id')
      .select((eb) => ['conversations.state', sql<number>`case when conversations.snoozed_until is null then 0 else 1 end`.as('snoozed'), 'assignee.uid', eb.fn.countAll<number>().as('count')])
      .where('conversations.site_id', '=', siteId).where('conversations.kind', '=', 'support')
      .where((on) => hasMessage(on as unknown as On))
      .groupBy(['conversations.state', 'snoozed', 'assignee.uid'])
      .execute();
    return rows.map(({ state, snoozed, uid, count }) => ({ state, isSnoozed: snoozed === 1, assignee: uid, count }));
  }

  async answerTimes(siteId: number, limit: number): Promise<number[]> {
    const ids = (await supportFrom(this.#db, siteId, undefined, limit).execute()).map(({ id }) => id);
    if (ids.length === 0) return [];
    const rows = await this.#db.selectFrom('conversations as c')
      .innerJoin('messages as m', (join) => join.onRef('m.conversation_id', '=', 'c.id').on('m.seq', '>', (eb) => eb.selectFrom('messages as l')
        .select((max) => sql<number>`${max.fn.max('l.seq')} - ${sql.lit(messagesTimed)}`.as('seq')).whereRef('l.conversation_id', '=', 'c.id')))
      .innerJoin('users as u', 'u.id', 'm.user_id')
      .select(['c.id', 'm.at', 'u.kind'])
      .where('c.id', 'in', ids).orderBy('c.id').orderBy('m.seq')
      .execute();
    const times: number[] = [];
    let asked: { id: number; at: number } | undefined;
    for (const { id, at, kind } of rows) {
      if (asked?.id !== id) asked = undefined;
      if (kind !== 'staff') asked ??= { id, at };
      else if (asked) {
        times.push(Math.max(0, at - asked.at));
        asked = undefined;
      }
    }
    return times;
  }

  async withVisitors(siteId: number, userIds: readonly number[], limit: number): Promise<ConversationRow[]> {
    if (userIds.length === 0) return [];
    const found = await supportFrom(this.#db, siteId, undefined, limit)
      .where((on) => hasMessage(on))
      .where('id', 'in', (of) => of.selectFrom('members').select('conversation_id').where('user_id', 'in', userIds).where('role', '=', 'visitor'))
      .execute();
    return loadConversations(this.#db, found.map(({ id }) => id));
  }

  /** Writes what is really new, under a version of its own. The record holds inner ids; none of it but `state` goes out. */
  async #change(id: number, at: number, by: number | undefined, decide: (row: HandlingRow) => Partial<HandlingRow>): Promise<HandlingChange | undefined> {
    const head: Head | undefined = await this.#heads.lock(this.#db, id);
    const row = await this.#db.selectFrom('conversations').select(['state', 'assignee_id', 'snoozed_until']).where('id', '=', id).executeTakeFirst();
    if (!head || !row) throw new FoyerError('not-found');
    const set = Object.fromEntries(Object.entries(decide(row)).filter(([column, value]) => row[column as keyof HandlingRow] !== value)) as Partial<HandlingRow>;
    if (Object.keys(set).length === 0) return undefined;
    await this.#db.updateTable('conversations').set(set).where('id', '=', id).execute();
    const data = {
      ...(set.state === undefined ? {} : { state: set.state }),
      ...('assignee_id' in set ? { assignee: set.assignee_id } : {}),
      ...('snoozed_until' in set ? { snoozedUntil: set.snoozed_until } : {}),
    };
    await recordEvents(this.#db, { id, seq: head.lastSeq, at }, [{ kind: kindOf(set), by, userId: set.assignee_id ?? undefined, until: set.snoozed_until }]);
    const { v } = await recordChange(this.#db, head, { conversationId: id, kind: 'state', at, data, ...(by === undefined ? {} : { userId: by }) });
    return { v, ...(set.state === undefined ? {} : { state: set.state }) };
  }
}

/** What most of it is about: a conversation that is resolved is snoozed no longer, and one that is snoozed is open. */
function kindOf({ state, assignee_id: assignee, snoozed_until: until }: Partial<HandlingRow>): EventKind {
  if (assignee !== undefined) return assignee === null ? 'unassigned' : 'assigned';
  if (typeof until === 'number') return 'snoozed';
  if (state !== undefined) return state === 'resolved' ? 'resolved' : 'reopened';
  return 'woken';
}

function isIn(list: DeskList, staffId: number, on: On): Expression<SqlBool>[] {
  if (list === 'resolved') return [on('state', '=', 'resolved')];
  const isOpen = on('state', '=', 'open');
  if (list === 'snoozed') return [isOpen, on('snoozed_until', 'is not', null)];
  const isAwake = [isOpen, on('snoozed_until', 'is', null)];
  switch (list) {
    case 'all': return isAwake;
    case 'unassigned': return [...isAwake, on('assignee_id', 'is', null)];
    case 'mine': return [...isAwake, on('assignee_id', '=', staffId)];
  }
}

/** A visitor who opens the chat has a conversation before they say a word. Forgotten messages count too. */
const hasMessage = (on: On): Expression<SqlBool> => on.or([
  on('conversations.seq_floor', '>', 0),
  on.exists(on.selectFrom('messages').select('messages.seq').whereRef('messages.conversation_id', '=', 'conversations.id')),
]);
