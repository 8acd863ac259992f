import { limits, type ConversationEvent, type EventsPage } from '@foyer-chat/widget/protocol';
import type { EventRow } from '../store/events-store.ts';
import type { Store } from '../store/store.ts';
import { readCursor, writeCursor } from './activity-cursor.ts';
import type { LiveConversations } from './live-conversations.ts';
import { authorise } from './permissions.ts';
import type { Session } from './ports.ts';
import { toUser, type UserCache } from './user-cache.ts';

interface EventsParts { store: Pick<Store, 'events'>; live: LiveConversations; users: UserCache }

/** What has happened in a conversation beside messages: for the members of a group, and in support for the team alone. */
export class Events {
  readonly #parts: EventsParts;

  constructor(parts: EventsParts) { this.#parts = parts; }

  /** `before`: the `next` of the page that came before this. */
  async page(session: Session, conversation: string, before: string | undefined): Promise<EventsPage> {
    const { store, live: conversations, users } = this.#parts;
    const live = await conversations.get(conversation);
    authorise(session, live, 'events');
    const { events, next } = await store.events.page(live.id, before === undefined ? undefined : readCursor(before).id, limits.eventsPage);
    const named = await users.getMany(new Set(events.flatMap(({ byId, userId }) => [byId, userId]).filter((id) => id !== null)));
    const uids = new Map(named.map(({ id, uid }) => [id, uid]));
    return {
      // Of who was erased a moment ago nothing is told.
      events: events.filter(({ userId }) => userId === null || uids.has(userId)).map((event) => toEvent(event, uids)),
      people: named.map((user) => toUser(user)), ...(next === undefined ? {} : { next: writeCursor({ activeAt: 0, id: next }) }),
    };
  }
}

function toEvent({ n, seq, at, kind, byId, userId, title, until }: EventRow, uids: ReadonlyMap<number, string>): ConversationEvent {
  const [by, user] = [byId, userId].map((id) => (id === null ? undefined : uids.get(id)));
  return {
    n, seq, at, kind, ...(by === undefined ? {} : { by }), ...(user === undefined ? {} : { user }),
    ...(title === null ? {} : { title }), ...(until === null ? {} : { until }),
  };
}
