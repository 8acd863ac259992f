import * as v from 'valibot';
import { deskCountsSchema, deskEntrySchema, deskResponses, type DeskEntry, type DeskResponses } from '../protocol/desk.ts';
import { deskFeed } from '../protocol/feeds.ts';
import { idSchema } from '../protocol/ids.ts';
import { summarySchema, userSchema, type Summary } from '../protocol/records.ts';
import type { Channels } from './channel-table.ts';
import type { DeskState } from './desk-api.ts';
import { emptyDesk } from './desk-state.ts';
import { Emitter } from './emitter.ts';
import type { KeyValue } from './key-value.ts';
import { ListFollower } from './list-follower.ts';
import type { ListTyping } from './list-typing.ts';
import type { News } from './news.ts';
import type { PresenceBook } from './presence.ts';
import type { Receipts } from './receipts.ts';
import type { ReplicaParts } from './replica.ts';
import type { Store } from './store.ts';
import { unreadOf, withReads, withSummaries, withWhole } from './summaries.ts';

/** With its owner: a tab that has not heard of a reset yet may still write. */
const storedSchema = v.object({ user: idSchema, conversations: v.array(summarySchema), team: v.array(userSchema), counts: v.optional(deskCountsSchema, emptyDesk.counts) });
const key = 'desk';
/** Rows kept on the device, to begin with next time. */
const maxStored = 200;

interface DeskEvents {
  /** The desk is known anew. */
  whole: Record<never, never>;
  entry: { entry: DeskEntry };
}

export interface DeskParts {
  /** What the client shows. */
  state: Store<DeskState>;
  channels: Channels;
  request: ReplicaParts['request'];
  settings: KeyValue;
  presence: PresenceBook;
  receipts: Receipts;
  news: News;
  typing: ListTyping;
  me: () => string | undefined;
  now: () => number;
  random: () => number;
}

/** The site's support conversations and its visitors, for staff. */
export class Desk {
  readonly events = new Emitter<DeskEvents>();
  readonly #parts: DeskParts;
  readonly #state: Store<DeskState>;
  /** Whether the server has told it whole, and where its lists go on then; `undefined`: all is here. */
  hasWhole = false;
  next: string | undefined;
  #follower: ListFollower<typeof deskEntrySchema, DeskResponses['desk']> | undefined;
  #leave: (() => void) | undefined;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#state = parts.state;
  }

  async load(): Promise<void> {
    const parsed = v.safeParse(storedSchema, await this.#parts.settings.get(key));
    if (!parsed.success || parsed.output.user !== this.#parts.me()) return;
    const { conversations, team, counts } = parsed.output;
    this.#show({ ...this.#state.value, conversations, team, counts, loaded: true });
  }

  start(): void {
    const { channels, request, receipts, typing, now, random } = this.#parts;
    this.#leave = receipts.reads.subscribe(() => { this.#show(this.#state.value); });
    this.#follower = new ListFollower({
      feed: deskFeed, schema: deskEntrySchema, channels, typing, now, random,
      fetch: () => request({ method: 'GET', path: '/desk', schema: deskResponses.desk }),
      onWhole: (whole) => { this.#adopt(whole); },
      onEntry: (entry) => { this.#apply(entry); },
    });
  }

  stop(): void {
    this.#leave?.();
    this.#follower?.close();
    this.#follower = undefined;
  }

  connect(): void { this.#follower?.connect(); }

  clear(): void {
    this.hasWhole = false;
    this.next = undefined;
    this.#state.set(emptyDesk);
  }

  /** Rows that were asked for beside the feed. */
  add(summaries: readonly Summary[]): void {
    this.#show({ ...this.#state.value, conversations: withSummaries(this.#state.value.conversations, summaries) });
  }

  #adopt({ conversations, counts, visitors, places, team, site, presence, next }: DeskResponses['desk']): void {
    this.#parts.presence.note(presence);
    this.#keep({
      ...this.#state.value, conversations: withWhole(this.#state.value.conversations, conversations),
      counts, visitors, places: new Map(places.map((place) => [place.user, place])), team, site, loaded: true,
    });
    this.#parts.news.listed(key, this.#state.value.conversations);
    this.hasWhole = true;
    this.next = next;
    this.events.emit('whole', {});
  }

  #apply(entry: DeskEntry): void {
    const state = this.#state.value;
    switch (entry.kind) {
      case 'conversation':
        this.#keep({ ...state, conversations: withSummaries(state.conversations, [entry.summary]) });
        if (state.loaded) this.#parts.news.noticed(entry.summary);
        break;
      case 'counts':
        this.#show({ ...state, counts: entry.counts });
        break;
      case 'visitor': {
        const { kind: _, context: __, ...place } = entry;
        this.#show({ ...state, places: new Map([...state.places, [place.user, place]]) });
        break;
      }
      case 'presence':
        this.#present(entry);
        break;
    }
    this.events.emit('entry', { entry });
  }

  #present({ person, user, online, lastSeenAt }: Extract<DeskEntry, { kind: 'presence' }>): void {
    const state = this.#state.value;
    const presence = { user, online, ...(lastSeenAt === undefined ? {} : { lastSeenAt }) };
    this.#parts.presence.note([presence]);
    if (person?.kind === 'staff') return;
    const others = state.visitors.filter(({ id }) => id !== presence.user);
    const visitor = person ?? state.visitors.find(({ id }) => id === presence.user);
    const places = presence.online ? state.places : new Map([...state.places].filter(([user]) => user !== presence.user));
    this.#show({ ...state, places, visitors: presence.online && visitor ? [...others, visitor] : others });
  }

  #show(state: DeskState): void {
    const conversations = withReads(state.conversations, (id) => this.#parts.receipts.readSeq(id));
    this.#state.set({ ...state, conversations, unread: unreadOf(conversations, this.#parts.now()) });
  }

  #keep(state: DeskState): void {
    this.#show(state);
    const { conversations, team, counts } = this.#state.value;
    const user = this.#parts.me();
    if (user !== undefined) void this.#parts.settings.set(key, { user, conversations: conversations.slice(0, maxStored), team, counts }).catch(() => undefined);
  }
}
