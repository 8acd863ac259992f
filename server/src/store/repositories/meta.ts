import { sql } from 'kysely';
import type { Db } from '../schema.ts';

/** Single values that belong to no noun. */
export class MetaRepository {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async get(key: string): Promise<string | undefined> {
    return (await this.#db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#db.insertInto('meta').values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  }

  async outsideChanges(): Promise<number> { return Number(await this.get('outside-changes') ?? 0); }

  async noteOutsideChange(): Promise<void> {
    await this.#db.insertInto('meta').values({ key: 'outside-changes', value: '1' })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: sql<string>`cast(cast(meta.value as bigint) + 1 as text)` }))
      .execute();
  }

  async ping(): Promise<void> { await this.set('ping', String(Date.now())); }
}
