import { type Retention, siteSettingsSchema } from '@foyer-chat/widget/protocol';
import { parse } from 'valibot';
import type { Db } from '../schema.ts';

export const dayMs = 86_400_000;
export type Expiry = Exclude<Retention, 'keep'>;

/** Sites that do not keep everything. */
export async function expiringSites(db: Db): Promise<{ id: number; retention: Expiry }[]> {
  const sites = await db.selectFrom('sites').select(['id', 'settings_json']).execute();
  return sites.flatMap(({ id, settings_json }) => {
    const { retention } = parse(siteSettingsSchema, JSON.parse(settings_json));
    return retention === 'keep' ? [] : [{ id, retention }];
  });
}
