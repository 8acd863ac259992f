import { FoyerError, type CannedReply } from '@foyer-chat/widget/protocol';
import type { RepliesStore } from '../desk-store.ts';
import type { Db } from '../schema.ts';

export class RepliesRepository implements RepliesStore {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  list(siteId: number): Promise<CannedReply[]> {
    return this.#db.selectFrom('canned_replies').select(['shortcut', 'text']).where('site_id', '=', siteId).orderBy('shortcut').execute();
  }

  async put({ siteId, shortcut, text, replaces, at, max }: Parameters<RepliesStore['put']>[0]): Promise<void> {
    if (replaces !== undefined) await this.delete(siteId, replaces);
    await this.#db.insertInto('canned_replies').values({ site_id: siteId, shortcut, text, updated_at: at })
      .onConflict((conflict) => conflict.columns(['site_id', 'shortcut']).doUpdateSet({ text, updated_at: at })).execute();
    const { count } = await this.#db.selectFrom('canned_replies').select((eb) => eb.fn.countAll<number>().as('count')).where('site_id', '=', siteId).executeTakeFirstOrThrow();
    // Takes the row back with the transaction.
    if (count > max) throw new FoyerError('too-large', { message: `A site has at most ${max} canned replies.` });
  }

  async delete(siteId: number, shortcut: string): Promise<void> {
    await this.#db.deleteFrom('canned_replies').where('site_id', '=', siteId).where('shortcut', '=', shortcut).execute();
  }
}
