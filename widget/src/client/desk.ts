import * as v from 'valibot';
import { deskEntrySchema, deskFeed, type DeskEntry } from '../protocol/feeds.ts';
import { idSchema } from '../protocol/ids.ts';
import { summarySchema, userSchema } from '../protocol/records.ts';
import { responses, type Responses } from '../protocol/rest.ts';
import type { DeskState } from './api.ts';
import type { Channels } from './channel-table.ts';
import type { KeyValue } from './key-value.ts';
import { ListFollower } from './list-follower.ts';
import type { News } from './news.ts';
import type { PresenceBook } from './presence.ts';
import type { Receipts } from './receipts.ts';
import type { ReplicaParts } from './replica.ts';
import type { Store } from './store.ts';
import { unreadOf, withReads, withSummary, withWhole } from './summaries.ts';

/** With its owner: a tab that has not heard of a reset yet may still write. */
const storedSchema = v.object({ user: idSchema, conversations: v.array(summarySchema), team: v.array(userSchema) });
const key = 'desk';

interface DeskParts {
  /** Empty at first: it is there before this code is. */
  state: Store<DeskState>;
  channels: Channels;
  request: ReplicaParts['request'];
  settings: KeyValue;
  presence: PresenceBook;
  receipts: Receipts;
  news: News;
  me: () => string | undefined;
  now: () => number;
  random: () => number;
}

/** The site's support conversations and its visitors. Fetched by a client of staff alone. */
export class Desk {
  readonly state: Store<DeskState>;
  readonly #empty: DeskState;
  readonly #parts: DeskParts;
  #follower: ListFollower<typeof deskEntrySchema, Responses['desk']> | undefined;
  #leave: (() => void) | undefined;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.state = parts.state;
    this.#empty = parts.state.value;
  }

  async load(): Promise<void> {
    const parsed = v.safeParse(storedSchema, await this.#parts.settings.get(key));
    if (!parsed.success || parsed.output.user !== this.#parts.me()) return;
    const { conversations, team } = parsed.output;
    this.#show({ ...this.state.value, conversations, team, loaded: true });
  }

  start(): void {
    const { channels, request, presence, news, receipts, now, random } = this.#parts;
    this.#leave = receipts.reads.subscribe(() => { this.#show(this.state.value); });
    this.#follower = new ListFollower({
      feed: deskFeed, schema: deskEntrySchema, channels, now, random,
      fetch: () => request({ method: 'GET', path: '/desk', schema: responses.desk }),
      onWhole: ({ conversations, visitors, team, presence: here }) => {
        presence.note(here);
        this.#keep({ ...this.state.value, conversations: withWhole(this.state.value.conversations, conversations), visitors, team, loaded: true });
        news.listed(key, this.state.value.conversations);
      },
      onEntry: (entry) => { this.#apply(entry); },
    });
  }

  stop(): void {
    this.#leave?.();
    this.#follower?.close();
    this.#follower = undefined;
  }

  connect(): void { this.#follower?.connect(); }
  clear(): void { this.state.set(this.#empty); }

  #apply(entry: DeskEntry): void {
    const state = this.state.value;
    if (entry.kind === 'conversation') {
      this.#keep({ ...state, conversations: withSummary(state.conversations, entry.summary) });
      if (state.loaded) this.#parts.news.noticed(entry.summary);
      return;
    }
    const { person, kind: _, ...presence } = entry;
    this.#parts.presence.note([presence]);
    if (person?.kind === 'staff') return;
    const others = state.visitors.filter(({ id }) => id !== presence.user);
    const visitor = person ?? state.visitors.find(({ id }) => id === presence.user);
    this.#show({ ...state, visitors: presence.online && visitor ? [...others, visitor] : others });
  }

  #show(state: DeskState): void {
    const conversations = withReads(state.conversations, (id) => this.#parts.receipts.readSeq(id));
    this.state.set({ ...state, conversations, unread: unreadOf(conversations) });
  }

  #keep(state: DeskState): void {
    this.#show(state);
    const { conversations, team } = this.state.value;
    const user = this.#parts.me();
    if (user !== undefined) void this.#parts.settings.set(key, { user, conversations, team }).catch(() => undefined);
  }
}
