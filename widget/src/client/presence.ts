import type { Presence } from '../protocol/records.ts';
import { Store } from './store.ts';

/** Who is here, as far as this user may know. */
export class PresenceBook {
  readonly users = new Store<ReadonlyMap<string, Presence>>(new Map());

  /** The latest word on each of them. */
  note(news: readonly Presence[]): void {
    if (news.length === 0) return;
    this.users.set(new Map([...this.users.value, ...news.map((presence) => [presence.user, presence] as const)]));
  }

  /** Nobody's presence is known while there is no connection. */
  clear(): void { this.users.set(new Map()); }
}
