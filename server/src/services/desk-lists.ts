import { limits, type DeskList, type DeskResponses } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import { readCursor, writeCursor } from './activity-cursor.ts';
import type { DeskCounts } from './desk-counts.ts';
import type { Session } from './ports.ts';
import type { Presence } from './presence.ts';
import type { SiteDirectory } from './sites.ts';
import type { Summaries } from './summaries.ts';
import { toUser, type UserCache } from './user-cache.ts';
import type { VisitorRecords } from './visitor-records.ts';

interface DeskListsParts {
  store: Pick<Store, 'handling'>;
  summaries: Summaries; users: UserCache; presence: Presence; sites: SiteDirectory; counts: DeskCounts; visitors: VisitorRecords;
}

/** What the desk shows: its first page with everything round it, and the pages of its lists. */
export class DeskLists {
  readonly #parts: DeskListsParts;

  constructor(parts: DeskListsParts) { this.#parts = parts; }

  async desk(session: Session): Promise<DeskResponses['desk']> {
    const { users, presence, sites, counts, visitors } = this.#parts;
    const { siteId } = session;
    const [page, site, numbers, team] = await Promise.all([this.#page(session, undefined, undefined), sites.getById(siteId), counts.of(siteId), users.team(siteId)]);
    const here = await presence.visitorsOn(siteId, limits.deskVisitors);
    return {
      ...page, counts: numbers,
      visitors: here.map((user) => toUser(user, { email: true })), presence: here.map((user) => presence.of(user, siteId)), places: await visitors.places(here),
      team: team.map((user) => toUser(user, { email: true })), site: { key: site.key, name: site.settings.name },
    };
  }

  /** Rows of one list after a cursor, or from the top. */
  page(session: Session, list: DeskList, before: string | undefined): Promise<DeskResponses['deskPage']> { return this.#page(session, list, before); }

  async #page({ siteId, userId: staffId }: Session, list: DeskList | undefined, before: string | undefined): Promise<DeskResponses['deskPage']> {
    const which = { staffId, ...(list === undefined ? {} : { list }) };
    const { rows, next } = await this.#parts.store.handling.page(siteId, which, before === undefined ? undefined : readCursor(before), limits.deskPage);
    return { conversations: await this.#parts.summaries.of(rows, 'team'), ...(next ? { next: writeCursor(next) } : {}) };
  }
}
