import type { AccessEntrance } from '../services/entrance.ts';
import type { BlockedUsers } from '../services/blocks.ts';
import type { DeskCounts } from '../services/desk-counts.ts';
import type { DeskVisits } from '../services/desk-visits.ts';
import type { LiveConversations } from '../services/live-conversations.ts';
import type { Sockets } from '../services/ports.ts';
import type { Presence } from '../services/presence.ts';
import type { SiteDirectory } from '../services/sites.ts';
import type { UserCache } from '../services/user-cache.ts';
import type { Store } from '../store/store.ts';

interface OutsideChangesParts {
  store: Pick<Store, 'outsideChanges' | 'devices'>;
  entrance: AccessEntrance; live: LiveConversations; sites: SiteDirectory; users: UserCache; blocked: BlockedUsers; counts: DeskCounts; visits: DeskVisits; presence: Presence; sockets: Sockets;
  /** Every feed starts anew. */
  restartFeeds(): void;
}

/** Notices that another process (the command line) has changed the database, and forgets what memory knew of it. */
export class OutsideChanges {
  readonly #parts: OutsideChangesParts;
  #seen: number | undefined;

  constructor(parts: OutsideChangesParts) { this.#parts = parts; }

  async look(): Promise<void> {
    const { store, entrance, live, sites, users, blocked, counts, visits, restartFeeds } = this.#parts;
    const count = await store.outsideChanges();
    const isNews = this.#seen !== undefined && this.#seen !== count;
    this.#seen = count;
    if (!isNews) return;
    sites.clear();
    users.clear();
    live.clear();
    counts.clear();
    visits.clear();
    entrance.clear();
    await blocked.reload();
    restartFeeds();
    await this.#closeRevoked();
    await this.#closeDisabled();
  }

  async #closeDisabled(): Promise<void> {
    const { sites, sockets } = this.#parts;
    for (const { id, settings } of await sites.list()) if (!settings.enabled) sockets.closeSite(id);
  }

  async #closeRevoked(): Promise<void> {
    const { store, presence, sockets } = this.#parts;
    for (const id of presence.deviceIds()) {
      const device = await store.devices.get(id);
      if (!device || device.revokedAt !== null) sockets.closeDevice(id);
    }
  }
}
