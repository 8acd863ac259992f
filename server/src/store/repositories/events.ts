import type { EventKind } from '@foyer-chat/widget/protocol';
import type { EventRow, EventsStore } from '../events-store.ts';
import type { Db } from '../schema.ts';

export class EventsRepository implements EventsStore {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async page(conversationId: number, before: number | undefined, limit: number): Promise<{ events: EventRow[]; next?: number }> {
    let query = this.#db.selectFrom('events').selectAll().where('conversation_id', '=', conversationId).orderBy('n', 'desc').limit(limit + 1);
    if (before !== undefined) query = query.where('n', '<', before);
    const rows = await query.execute();
    const events = rows.slice(0, limit).map(({ n, seq, at, kind, by_id: byId, user_id: userId, title, until }) => ({ n, seq, at, kind, byId, userId, title, until })).reverse();
    const [oldest] = events;
    return { events, ...(rows.length > limit && oldest ? { next: oldest.n } : {}) };
  }
}

/** `by`: who did it. `userId`: to whom. */
interface NewEvent { kind: EventKind; by?: number | undefined; userId?: number | undefined; title?: string; until?: number | null | undefined }

/** To be called by who holds the conversation. `seq`: of its last message. */
export async function recordEvents(db: Db, place: { id: number; seq: number; at: number }, events: readonly NewEvent[]): Promise<void> {
  const { last } = await db.selectFrom('events').select((eb) => eb.fn.max('n').as('last')).where('conversation_id', '=', place.id).executeTakeFirstOrThrow();
  await db.insertInto('events').values(events.map(({ kind, by, userId, title, until }, index) => ({
    conversation_id: place.id, n: Number(last ?? 0) + 1 + index, seq: place.seq, at: place.at, kind, by_id: by ?? null, user_id: userId ?? null, title: title ?? null, until: until ?? null,
  }))).execute();
}

/** Nothing is left to say, or something else would be said, where nobody has done it. */
const doneBySomebody: readonly EventKind[] = ['created', 'reopened'];

/** What was done to a user, and what says nothing without who did it, goes; the rest stays without their name. */
export async function eraseEventsOf(db: Db, userId: number): Promise<void> {
  await db.deleteFrom('events').where('user_id', '=', userId).execute();
  await db.deleteFrom('events').where('by_id', '=', userId).where('kind', 'in', doneBySomebody).execute();
  await db.updateTable('events').set({ by_id: null }).where('by_id', '=', userId).execute();
}

/** A visitor's are the customer's, but what the two did with each other. */
export async function moveEvents(db: Db, from: number, to: number): Promise<void> {
  await db.deleteFrom('events').where((eb) => eb.or([
    eb.and([eb('by_id', '=', from), eb('user_id', '=', to)]), eb.and([eb('by_id', '=', to), eb('user_id', '=', from)]),
  ])).execute();
  await db.updateTable('events').set({ by_id: to }).where('by_id', '=', from).execute();
  await db.updateTable('events').set({ user_id: to }).where('user_id', '=', from).execute();
}
