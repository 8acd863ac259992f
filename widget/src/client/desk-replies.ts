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

  constructor({ desk, request }: { desk: Desk; request: ReplicaParts['request'] }) {
    this.#request = request;
    desk.events.on('whole', () => { void this.#load(); });
    desk.events.on('entry', ({ entry }) => { if (entry.kind === 'canned-reply') this.#put(entry.shortcut, entry.text); });
    void this.#load();
  }

  async save(shortcut: string, text: string): Promise<void> {
    const saved = await this.#request({ method: 'PUT', path: pathOf(shortcut), schema: deskResponses.cannedReply, body: { text } });
    this.#put(saved.shortcut, saved.text);
  }

  async delete(shortcut: string): Promise<void> {
    await this.#request({ method: 'DELETE', path: pathOf(shortcut), schema: undefined });
    this.#put(shortcut, null);
  }

  async #load(): Promise<void> {
    try {
      this.state.set((await this.#request({ method: 'GET', path: '/canned-replies', schema: deskResponses.cannedReplies })).replies);
    } catch { /* The next whole list of the desk asks again. */ }
  }

  #put(shortcut: string, text: string | null): void {
    const others = this.state.value.filter((reply) => reply.shortcut !== shortcut);
    this.state.set((text === null ? others : [...others, { shortcut, text }]).sort((a, b) => a.shortcut.localeCompare(b.shortcut)));
  }
}
