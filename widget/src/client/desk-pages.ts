import { deskLists, deskResponses, type DeskList } from '../protocol/desk.ts';
import type { Desk } from './desk.ts';
import type { ReplicaParts } from './replica.ts';
import { Store } from './store.ts';

const allLists = (has: boolean) => Object.fromEntries(deskLists.map((list) => [list, has])) as Record<DeskList, boolean>;

/** The lists of the desk beyond what it begins with, page by page. What was loaded once is loaded again after a reconnect. */
export class DeskPages {
  readonly more = new Store<Readonly<Record<DeskList, boolean>>>(allLists(false));
  readonly #desk: Desk;
  readonly #request: ReplicaParts['request'];
  /** Where a list goes on; `undefined` at its end. Missing as long as nobody knows. */
  readonly #next = new Map<DeskList, string | undefined>();
  readonly #depth = new Map<DeskList, number>();
  readonly #loading = new Map<DeskList, Promise<void>>();
  #round = 0;

  constructor({ desk, request }: { desk: Desk; request: ReplicaParts['request'] }) {
    this.#desk = desk;
    this.#request = request;
    if (desk.hasWhole) this.#begin(desk.next);
    desk.events.on('whole', () => { void this.#again(); });
  }

  /** The same promise for whoever asks while a page is on its way. */
  load(list: DeskList): Promise<void> {
    const running = this.#loading.get(list);
    if (running) return running;
    const loading = this.#load(list).finally(() => { this.#loading.delete(list); });
    this.#loading.set(list, loading);
    return loading;
  }

  async #load(list: DeskList): Promise<void> {
    if (this.#next.has(list) && this.#next.get(list) === undefined) return;
    const round = this.#round;
    const before = this.#next.get(list);
    const query = new URLSearchParams({ list, ...(before === undefined ? {} : { before }) });
    const { conversations, next } = await this.#request({ method: 'GET', path: `/desk/conversations?${query}`, schema: deskResponses.deskPage });
    this.#desk.add(conversations);
    // The desk has begun anew meanwhile: its lists go on from elsewhere.
    if (round !== this.#round) return;
    this.#next.set(list, next);
    this.#depth.set(list, (this.#depth.get(list) ?? 0) + 1);
    this.more.set({ ...this.more.value, [list]: next !== undefined });
  }

  #begin(next: string | undefined): void {
    this.#round += 1;
    for (const list of deskLists) this.#next.set(list, next);
    this.more.set(allLists(next !== undefined));
  }

  async #again(): Promise<void> {
    const depths = [...this.#depth];
    this.#depth.clear();
    this.#begin(this.#desk.next);
    const round = this.#round;
    try {
      await Promise.all(this.#loading.values());
      for (const [list, depth] of depths) for (let page = 0; page < depth && round === this.#round; page += 1) await this.load(list);
    } catch { /* The connection is away again; the next whole list begins anew. */ }
  }
}
