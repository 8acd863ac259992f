import * as v from 'valibot';
import { inboxEntrySchema, inboxFeed, type InboxEntry } from '../protocol/feeds.ts';
import { idSchema } from '../protocol/ids.ts';
import { summarySchema, userSchema, type Arrangement, type User } from '../protocol/records.ts';
import { responses, type Responses } from '../protocol/rest.ts';
import { siteFactsSchema } from '../protocol/site-facts.ts';
import type { InboxState } from './api.ts';
import { nextUnmuteAt } from './arrangement.ts';
import type { Channels } from './channel-table.ts';
import type { KeyValue } from './key-value.ts';
import { ListFollower } from './list-follower.ts';
import type { ListTyping } from './list-typing.ts';
import type { News } from './news.ts';
import type { PresenceBook } from './presence.ts';
import type { Receipts } from './receipts.ts';
import type { ReplicaParts } from './replica.ts';
import { Store } from './store.ts';
import { unreadOf, withArranged, withReads, withSummaries, withWhole } from './summaries.ts';

/** With its owner: a tab that has not heard of a reset yet may still write. */
const storedSchema = v.object({ user: idSchema, conversations: v.array(summarySchema), team: v.array(userSchema), site: v.optional(siteFactsSchema) });
export const inboxKey = 'inbox';
/** Before the id of a conversation: how it was arranged here, until the server has heard of it. */
export const arrangedKey = 'arranged:';
/** What was told of oneself, until the server has heard of it. */
export const profileKey = 'profile';
/** Until the site has told: nobody is offered what they may be refused. */
const nothingTold = { direct: false };
const nothing: InboxState = { conversations: [], team: [], answerMs: 0, site: nothingTold, unread: 0, loaded: false };

/** What a timer can count; what is later comes with another visit. */
const timerMaxMs = 2 ** 31;

interface InboxParts {
  channels: Channels;
  request: ReplicaParts['request'];
  settings: KeyValue;
  presence: PresenceBook;
  receipts: Receipts;
  news: News;
  typing: ListTyping;
  me: () => string | undefined;
  onMe: (user: User) => void;
  now: () => number;
  random: () => number;
}

/** The user's own conversations: the stored list first, the server's after every connect, then what its feed brings. */
export class Inbox {
  readonly state = new Store<InboxState>(nothing);
  /** What was arranged here and the server has not heard of yet, by conversation: shown whatever the server says. */
  readonly arranged = new Map<string, Arrangement>();
  readonly #parts: InboxParts;
  #follower: ListFollower<typeof inboxEntrySchema, Responses['inbox']> | undefined;
  #leave: (() => void) | undefined;
  #unmute: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: InboxParts) { this.#parts = parts; }

  async load(): Promise<void> {
    const parsed = v.safeParse(storedSchema, await this.#parts.settings.get(inboxKey));
    if (!parsed.success || parsed.output.user !== this.#parts.me()) return;
    const { conversations, team, site = nothingTold } = parsed.output;
    this.#show({ ...this.state.value, conversations, team, site, loaded: true });
  }

  start(): void {
    const { channels, request, presence, news, receipts, typing, now, random } = this.#parts;
    this.#leave = receipts.reads.subscribe(() => { this.#show(this.state.value); });
    this.#follower = new ListFollower({
      feed: inboxFeed, schema: inboxEntrySchema, channels, typing, now, random,
      fetch: () => request({ method: 'GET', path: '/inbox', schema: responses.inbox }),
      onWhole: (whole) => {
        presence.note(whole.presence);
        if (whole.me) this.#parts.onMe(whole.me);
        this.#keep({ ...this.state.value, conversations: withWhole(this.state.value.conversations, whole.conversations), team: whole.team, answerMs: whole.answerMs ?? 0, site: whole.site ?? nothingTold, loaded: true });
        news.listed(inboxKey, this.state.value.conversations);
      },
      onEntry: (entry) => { this.#apply(entry); },
    });
    this.#awaitUnmute();
  }

  stop(): void {
    clearTimeout(this.#unmute);
    this.#leave?.();
    this.#follower?.close();
    this.#follower = undefined;
  }

  connect(): void { this.#follower?.connect(); }

  clear(): void {
    this.arranged.clear();
    this.state.set(nothing);
  }

  arrange(conversation: string, change: Arrangement): void {
    this.arranged.set(conversation, { ...this.arranged.get(conversation), ...change });
    this.#keep(this.state.value);
  }

  /** Whether something waits to be told to the server. */
  async hasWishes(): Promise<boolean> { return (await this.#parts.settings.keys()).some((name) => name === profileKey || name.startsWith(arrangedKey)); }

  #apply(entry: InboxEntry): void {
    const { conversations } = this.state.value;
    switch (entry.kind) {
      case 'conversation':
        this.#keep({ ...this.state.value, conversations: withSummaries(conversations, [entry.summary]) });
        if (this.state.value.loaded) this.#parts.news.noticed(entry.summary);
        break;
      case 'left':
        this.#keep({ ...this.state.value, conversations: conversations.filter(({ id }) => id !== entry.conversation) });
        break;
      case 'presence':
        this.#parts.presence.note([entry]);
        break;
      case 'me':
        this.#parts.onMe(entry.user);
        break;
    }
  }

  #show(state: InboxState): void {
    const conversations = withArranged(withReads(state.conversations, (id) => this.#parts.receipts.readSeq(id)), this.arranged);
    this.state.set({ ...state, conversations, unread: unreadOf(conversations, this.#parts.now()) });
    this.#awaitUnmute();
  }

  /** The end of a mute is a change that nobody tells. */
  #awaitUnmute(): void {
    clearTimeout(this.#unmute);
    const leftMs = nextUnmuteAt(this.state.value.conversations, this.#parts.now()) - this.#parts.now();
    if (this.#follower && leftMs < timerMaxMs) this.#unmute = setTimeout(() => { this.#show(this.state.value); }, leftMs);
  }

  #keep(state: InboxState): void {
    this.#show(state);
    const { conversations, team, site } = this.state.value;
    const user = this.#parts.me();
    if (user !== undefined) void this.#parts.settings.set(inboxKey, { user, conversations, team, site }).catch(() => undefined);
  }
}
