import { FoyerError, siteSettingsSchema } from '@foyer-chat/widget/protocol';
import type { Selectable } from 'kysely';
import { array, parse, string } from 'valibot';
import type { Db, Tables } from '../schema.ts';
import type { SiteRow, Sites } from '../store.ts';

export class SitesRepository implements Sites {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async add(site: Parameters<Sites['add']>[0]): Promise<SiteRow> {
    const added = await this.#db.insertInto('sites')
      .values({
        key: site.key, origins_json: JSON.stringify(site.origins), settings_json: JSON.stringify(site.settings),
        secret: site.secret, public_key: null, team_user_id: null, created_at: site.at,
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) throw new FoyerError('bad-request', { message: `There is a site ${site.key} already.` });
    const team = await this.#db.insertInto('users')
      .values({
        uid: `team-${site.key}-${added.id}`, site_id: added.id, kind: 'team', external_id: null, name: '', email: null, avatar: null,
        created_at: site.at, last_seen_at: site.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const row = await this.#db.updateTable('sites').set({ team_user_id: team.id }).where('id', '=', added.id).returningAll().executeTakeFirstOrThrow();
    return siteRow(row);
  }

  async get(key: string): Promise<SiteRow | undefined> {
    const row = await this.#db.selectFrom('sites').selectAll().where('key', '=', key).executeTakeFirst();
    return row && siteRow(row);
  }

  async getById(id: number): Promise<SiteRow | undefined> {
    const row = await this.#db.selectFrom('sites').selectAll().where('id', '=', id).executeTakeFirst();
    return row && siteRow(row);
  }

  async list(): Promise<SiteRow[]> {
    return (await this.#db.selectFrom('sites').selectAll().orderBy('key').execute()).map(siteRow);
  }

  async update(key: string, change: Parameters<Sites['update']>[1]): Promise<void> {
    const set = {
      ...(change.origins === undefined ? {} : { origins_json: JSON.stringify(change.origins) }),
      ...(change.settings === undefined ? {} : { settings_json: JSON.stringify(change.settings) }),
      ...(change.publicKey === undefined ? {} : { public_key: change.publicKey }),
      ...(change.secret === undefined ? {} : { secret: change.secret }),
    };
    if (Object.keys(set).length > 0) await this.#db.updateTable('sites').set(set).where('key', '=', key).execute();
  }
}

function siteRow(row: Selectable<Tables['sites']>): SiteRow {
  if (row.team_user_id === null) throw new FoyerError('internal', { message: `Site ${row.key} has no team.` });
  return {
    id: row.id,
    key: row.key,
    origins: parse(array(string()), JSON.parse(row.origins_json)),
    settings: parse(siteSettingsSchema, JSON.parse(row.settings_json)),
    secret: row.secret,
    publicKey: row.public_key,
    teamUserId: row.team_user_id,
  };
}
