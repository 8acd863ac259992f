import type { VisitorContext, VisitorPage } from '@foyer-chat/widget/protocol';
import type { VisitorRecord, VisitorsStore } from '../desk-store.ts';
import type { Db } from '../schema.ts';

export class VisitorsRepository implements VisitorsStore {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async note({ userId, at, maxPages, context, language, page }: Parameters<VisitorsStore['note']>[0]): Promise<{ page: VisitorPage | null; language: string | null }> {
    const said = {
      updated_at: at,
      ...(context === undefined ? {} : { context_json: JSON.stringify(context) }),
      ...(language === undefined ? {} : { language }),
    };
    await this.#db.insertInto('visitor_contexts').values({ user_id: userId, context_json: '{}', language: null, ...said })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(said)).execute();
    if (page) await this.#visit(userId, at, maxPages, page);
    const [place] = await this.places([userId]);
    return { page: place?.page ?? null, language: place?.language ?? null };
  }

  async get(userId: number): Promise<VisitorRecord> {
    const row = await this.#db.selectFrom('visitor_contexts').select(['context_json', 'language']).where('user_id', '=', userId).executeTakeFirst();
    const pages = await pagesFrom(this.#db).where('user_id', '=', userId).orderBy('id', 'desc').execute();
    return { context: JSON.parse(row?.context_json ?? '{}') as VisitorContext, language: row?.language ?? null, pages: pages.map(toPage) };
  }

  async places(userIds: readonly number[]): Promise<{ userId: number; page: VisitorPage | null; language: string | null }[]> {
    if (userIds.length === 0) return [];
    const contexts = await this.#db.selectFrom('visitor_contexts').select(['user_id', 'language']).where('user_id', 'in', userIds).execute();
    const newest = await pagesFrom(this.#db)
      .where('id', 'in', (of) => of.selectFrom('visitor_pages').select((eb) => eb.fn.max('id').as('id')).where('user_id', 'in', userIds).groupBy('user_id')).execute();
    const pages = new Map(newest.map((row) => [row.user_id, toPage(row)]));
    return contexts.map(({ user_id, language }) => ({ userId: user_id, page: pages.get(user_id) ?? null, language }));
  }

  async byEmail(siteId: number, email: string, limit: number): Promise<number[]> {
    const rows = await this.#db.selectFrom('users').select('id').where('site_id', '=', siteId).where('email', '=', email).orderBy('id', 'desc').limit(limit).execute();
    return rows.map(({ id }) => id);
  }

  async #visit(userId: number, at: number, maxPages: number, { url, title, referrer = null }: { url: string; title: string; referrer?: string | null }): Promise<void> {
    const newest = await this.#db.selectFrom('visitor_pages').select(['id', 'url']).where('user_id', '=', userId).orderBy('id', 'desc').limit(1).executeTakeFirst();
    if (newest?.url === url) {
      await this.#db.updateTable('visitor_pages').set({ title }).where('id', '=', newest.id).execute();
      return;
    }
    await this.#db.insertInto('visitor_pages').values({ user_id: userId, at, url, title, referrer }).execute();
    await keepNewestPages(this.#db, userId, maxPages);
  }
}

export async function keepNewestPages(db: Db, userId: number, maxPages: number): Promise<void> {
  const oldest = await db.selectFrom('visitor_pages').select('id').where('user_id', '=', userId).orderBy('id', 'desc').offset(maxPages).limit(1).executeTakeFirst();
  if (oldest) await db.deleteFrom('visitor_pages').where('user_id', '=', userId).where('id', '<=', oldest.id).execute();
}

const pagesFrom = (db: Db) => db.selectFrom('visitor_pages').select(['user_id', 'url', 'title', 'referrer', 'at']);

const toPage = (row: { url: string; title: string; referrer: string | null; at: number }): VisitorPage =>
  ({ url: row.url, title: row.title, ...(row.referrer === null ? {} : { referrer: row.referrer }), at: row.at });
