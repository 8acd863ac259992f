import { FoyerError, type Note } from '@foyer-chat/widget/protocol';
import type { NotesStore } from '../desk-store.ts';
import type { Db } from '../schema.ts';

export class NotesRepository implements NotesStore {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async add(note: Parameters<NotesStore['add']>[0]): Promise<{ note: Note; isNew: boolean }> {
    const added = await this.#db.insertInto('notes')
      .values({ uid: note.uid, conversation_id: note.conversationId, user_id: note.userId, client_id: note.clientId, at: note.at, text: note.text })
      .onConflict((conflict) => conflict.columns(['user_id', 'client_id']).doNothing())
      .returning('id').executeTakeFirst();
    const stored = await notesFrom(this.#db).where('notes.user_id', '=', note.userId).where('notes.client_id', '=', note.clientId).executeTakeFirstOrThrow();
    if (stored.conversation_id !== note.conversationId || stored.text !== note.text) throw new FoyerError('client-id-reused');
    return { note: toNote(stored), isNew: added !== undefined };
  }

  async get(conversationId: number, uid: string): Promise<{ id: number; userId: number } | undefined> {
    const row = await this.#db.selectFrom('notes').select(['id', 'user_id']).where('uid', '=', uid).where('conversation_id', '=', conversationId).executeTakeFirst();
    return row && { id: row.id, userId: row.user_id };
  }

  async page(conversationId: number, before: number | undefined, limit: number): Promise<{ notes: Note[]; next?: number }> {
    let query = notesFrom(this.#db).where('notes.conversation_id', '=', conversationId).orderBy('notes.id', 'desc').limit(limit + 1);
    if (before !== undefined) query = query.where('notes.id', '<', before);
    const rows = await query.execute();
    const shown = rows.slice(0, limit);
    const oldest = shown.at(-1);
    return { notes: shown.map(toNote).reverse(), ...(rows.length > limit && oldest ? { next: oldest.id } : {}) };
  }

  async delete(id: number): Promise<void> { await this.#db.deleteFrom('notes').where('id', '=', id).execute(); }
}

const notesFrom = (db: Db) => db.selectFrom('notes').innerJoin('users', 'users.id', 'notes.user_id')
  .select(['notes.id', 'notes.uid', 'notes.conversation_id', 'notes.client_id', 'notes.at', 'notes.text', 'users.uid as from']);

const toNote = (row: { uid: string; client_id: string; from: string; at: number; text: string }): Note =>
  ({ id: row.uid, clientId: row.client_id, from: row.from, at: row.at, text: row.text });
