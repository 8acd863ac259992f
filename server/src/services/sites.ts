import { FoyerError, type UserKind } from '@foyer-chat/widget/protocol';
import type { SiteRow, Store } from '../store/store.ts';

/** `self` in a site's list of origins: wherever this server itself is reached. */
const selfOrigin = 'self';

/** The sites of this server, from memory. Few, and rarely changed: all are read at once. */
export class SiteDirectory {
  readonly #store: Pick<Store, 'sites'>;
  readonly #ownOrigins: () => readonly string[];
  #loaded: Promise<{ byKey: Map<string, SiteRow>; byId: Map<number, SiteRow>; origins: Set<string> }> | undefined;

  constructor(parts: { store: Pick<Store, 'sites'>; ownOrigins: () => readonly string[] }) {
    this.#store = parts.store;
    this.#ownOrigins = parts.ownOrigins;
  }

  /** `FoyerError('site-unknown')` where there is none. */
  async get(key: string): Promise<SiteRow> {
    const site = (await this.#load()).byKey.get(key);
    if (!site) throw new FoyerError('site-unknown');
    return site;
  }

  async getById(id: number): Promise<SiteRow> {
    const site = (await this.#load()).byId.get(id);
    if (!site) throw new FoyerError('site-unknown');
    return site;
  }

  /** In the order they were added. */
  async list(): Promise<SiteRow[]> { return [...(await this.#load()).byId.values()]; }

  /** Whether pages of exactly this origin may speak for the site. */
  allows(site: SiteRow, origin: string): boolean {
    return site.origins.includes(origin) || (site.origins.includes(selfOrigin) && this.isOwn(origin));
  }

  /** Whether the origin is this server's own: the staff desk lives there. */
  isOwn(origin: string): boolean { return this.#ownOrigins().includes(origin); }

  /** Whether any site, or this server, may be spoken for from there; for preflights, which name no site. */
  async isKnown(origin: string): Promise<boolean> { return this.isOwn(origin) || (await this.#load()).origins.has(origin); }

  /** Forgets everything: somebody changed a site. */
  clear(): void { this.#loaded = undefined; }

  #load() {
    if (this.#loaded) return this.#loaded;
    const loaded = this.#store.sites.list().then((sites) => ({
      byKey: new Map(sites.map((site) => [site.key, site])),
      byId: new Map(sites.map((site) => [site.id, site])),
      origins: new Set(sites.flatMap((site) => site.origins)),
    }));
    loaded.catch(() => { if (this.#loaded === loaded) this.#loaded = undefined; });
    return (this.#loaded = loaded);
  }
}

/** `FoyerError('site-disabled')` for whoever is no staff of a site that is switched off. */
export function admit(kind: UserKind, { settings }: SiteRow): void {
  if (kind !== 'staff' && !settings.enabled) throw new FoyerError('site-disabled');
}
