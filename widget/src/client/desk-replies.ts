import { deskResponses, type CannedReply } from '../protocol/desk.ts';
import type { CannedReplies } from './desk-api.ts';
import type { Desk } from './desk.ts';
import type { ReplicaParts } from './replica.ts';
import { Store } from './store.ts';

const pathOf = (shortcut: string): string => `/canned-replies/${encodeURIComponent(shortcut)}`;

/** The canned replies of the site, kept current by the desk's feed. */
export class DeskReplies implements CannedReplies {
  readonly state = new Store<readonly CannedReply[]>([]);
  readonly #request: ReplicaParts['request'];
  /** Entries so far. A list asked for before one of them may lack it. */
  #entries = 0;

  constructor({ desk, request }: { desk: Desk; request: ReplicaParts['request'] }) {
    this.#request = request;
    desk.events.on('whole', () => { void this.#load(); });
    desk.events.on('entry', ({ entry }) => {
      if (entry.kind !== 'canned-reply') return;
      this.#entries += 1;
      this.#put(entry.shortcut, entry.text);
    });
    void this.#load();
  }

  async save({ shortcut, text }: CannedReply, replaces?: string): Promise<void> {
    const saved = await this.#request({ method: 'PUT', path: pathOf(shortcut), schema: deskResponses.cannedReply, body: { text, ...(replaces !== undefined && { replaces }) } });
    if (replaces !== undefined) this.#put(replaces, null);
    this.#put(saved.shortcut, saved.text);
  }

  async delete(shortcut: string): Promise<void> {
    await this.#request({ method: 'DELETE', path: pathOf(shortcut), schema: undefined });
    this.#put(shortcut, null);
  }

  async #load(): Promise<void> {
    const entries = this.#entries;
    try {
      const { replies } = await this.#request({ method: 'GET', path: '/canned-replies', schema: deskResponses.cannedReplies });
      if (entries === this.#entries) this.state.set(replies);
      else await this.#load();
    } catch { /* The next whole list of the desk asks again. */ }
  }

  #put(shortcut: string, text: string | null): void {
    const others = this.state.value.filter((reply) => reply.shortcut !== shortcut);
    this.state.set((text === null ? others : [...others, { shortcut, text }]).sort((a, b) => a.shortcut.localeCompare(b.shortcut)));
  }
}
