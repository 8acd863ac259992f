import type { DeskState, DeskTools } from './desk-api.ts';
import type { OutboxEntry } from './outbox-store.ts';
import type { Arrangement, Content, ConversationEvent, Device, DeviceLink, ErrorCode, GroupRole, Invitation, Invite, LinkOffer, Message, Permissions, PermissionsChange, Person, PersonAnswer, Presence, ReportRequest, Requests, Responses, SearchPage, SiteFacts, Snapshot, Starred, StarsPage, Summary, User } from '../protocol/index.ts';

/** A value that changes. `subscribe` calls back after each change (not at once) until the returned function is called. */
export interface ReadableStore<T> {
  readonly value: T;
  subscribe(listener: (value: T) => void): () => void;
}

export interface FoyerClientOptions {
  /** Base URL of the server, e.g. `https://chat.example.org`. */
  server: string;
  /** The site's key; or `staff` for the desk. */
  site?: string;
  staff?: boolean;
  /** `memory` in Node and in private mode; the default is IndexedDB where it works. */
  storage?: 'indexeddb' | 'memory';
  /** Sent as `Origin` where the platform does not send one (Node). */
  origin?: string;
  /** Name of the device in the user's list of devices. */
  deviceLabel?: string;
  /** For Node and tests: a WebSocket constructor that takes `(url, protocols)`. Default: `globalThis.WebSocket`. */
  WebSocket?: typeof WebSocket;
  fetch?: typeof fetch;
  now?: () => number;
  random?: () => number;
}

/**
 *  idle ─ start() ─▶ connecting ─▶ online ◀─▶ offline (retries by itself)
 *                          └──────▶ signed-out (staff: no session) · failed (final, with its code)
 */
export type ConnectionStatus =
  | { name: 'idle' }
  | { name: 'connecting'; sinceAt: number }
  | { name: 'online' }
  | { name: 'offline'; sinceAt: number }
  | { name: 'signed-out' }
  | { name: 'failed'; code: ErrorCode };

export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'read' | 'failed';

/** A row of a thread. `message.seq` is 0 while it is in the outbox. */
export interface TimelineItem {
  /** Stable over the whole life of the message: `<from>:<clientId>` for own, `seq:<n>` for others. */
  key: string;
  message: Message;
  own: boolean;
  /** Own messages only. Never goes back. */
  status?: MessageStatus;
  /** Why it failed. */
  error?: ErrorCode;
}

export interface Timeline {
  /** Ascending: what the server has, then the outbox in the order of sending. */
  items: readonly TimelineItem[];
  /** Whether there is more history to load upward. */
  hasOlder: boolean;
  loading: boolean;
}

export type ConversationTarget = { support: true; visitor?: string } | { with: string } | { group: string } | { id: string };

export interface ConversationHandle {
  readonly id: string;
  /** Title, people, watermarks; `undefined` until first known (offline without a stored copy). */
  readonly snapshot: ReadableStore<Omit<Snapshot, 'messages'> | undefined>;
  readonly timeline: ReadableStore<Timeline>;
  /** Users who type now, without oneself. */
  readonly typing: ReadableStore<readonly string[]>;
  /** Why the server does not let this user into the conversation, or no longer; `undefined` while it does. */
  readonly refused: ReadableStore<{ readonly code: ErrorCode } | undefined>;
  /** First message that was unread when the handle was opened, 0 if none. */
  readonly firstUnreadSeq: number;
  /** Resolves once the message is safe on the device (shown as queued); delivery goes on by itself. */
  send(content: Content, options?: { replyTo?: number }): Promise<{ clientId: string }>;
  retry(clientId: string): Promise<void>;
  /** Takes a failed or still queued message out of the outbox; resolves to its content for the composer. */
  discard(clientId: string): Promise<Content | undefined>;
  edit(seq: number, content: Content): Promise<void>;
  delete(seq: number): Promise<void>;
  react(seq: number, emoji: string, on: boolean): Promise<void>;
  setState(state: 'open' | 'resolved'): Promise<void>;
  loadOlder(): Promise<void>;
  /** Call on every key press; clears itself after `limits.typingTimeoutMs` and on send. */
  setTyping(kind: 'text' | 'voice' | null): void;
  /** The newest message is really visible in a focused page. Coalesced; never goes back. */
  markRead(seq: number): void;
  /** Until when the server takes no more messages of this user, who has sent many: what is written now goes by itself then. Epoch ms; past or 0 otherwise. */
  readonly heldUntil: ReadableStore<number>;
  readonly draft: ReadableStore<string>;
  setDraft(text: string): void;
  /** Leaves the feed; the outbox goes on. */
  close(): void;
}

export interface InboxState {
  conversations: readonly Summary[];
  /** The site's staff. */
  team: readonly User[];
  /** How long the team usually takes to answer, ms; 0 where that is not known. */
  answerMs: number;
  /** What the site tells its visitors. */
  site: SiteFacts;
  unread: number;
  loaded: boolean;
}

/** Messages that this user has starred: for themselves alone, on all their devices. */
export interface Stars {
  /** Changes whenever what is starred has changed, on whichever device. */
  readonly revision: ReadableStore<number>;
  /** Calls back with the `seq` of all that is starred in a conversation, as soon as that is known and with each change, until the returned function is called. */
  follow(conversationId: string, onChange: (seqs: ReadonlySet<number>) => void): () => void;
  /** Shows at once to those who follow. Rejects where the server cannot be asked or refuses: `too-large` beyond `limits.starsPerUser`. */
  set(conversationId: string, seq: number, on: boolean): Promise<void>;
  /** With what they belong to: the latest star first, of one conversation or of all. `before`: the `next` of the page that came before. */
  page(where?: { conversation?: string; before?: string }): Promise<StarsPage>;
}

export interface EventsState {
  /** Ascending, as far back as messages are loaded. */
  events: readonly ConversationEvent[];
  /** Those who are named in them, also who has left, by id. */
  people: ReadonlyMap<string, User>;
}

/** What has happened in one conversation beside messages, kept current until `close()`. */
export interface EventsHandle {
  /** Empty until first known. */
  readonly state: ReadableStore<EventsState>;
  close(): void;
}

/** What one does about the people one meets. Every promise rejects with `FoyerError`. */
export interface PeopleTools {
  /** Whom this user has blocked, the latest first. Their ids are in `client.me` (`blockedPeople`), as of now. */
  blocked(): Promise<readonly User[]>;
  /**
   * A visitor or customer whom this user has met: while they are blocked, neither writes in the direct conversation of the two, and neither sees when the
   * other is here or types. Nobody else is told.
   */
  block(userId: string, on: boolean): Promise<void>;
  /** Tells the team about somebody, or about a message of theirs. Asked again with the same after a failure, it is one report. */
  report(report: Omit<ReportRequest, 'clientId'>): Promise<void>;
}

/** The devices on which this user is signed in. All of it needs a connection and rejects without one. */
export interface DeviceTools {
  /** This one first, then those that were here last. `client.me` (`devices`) changes when one has come or gone. */
  list(): Promise<readonly Device[]>;
  /** It is out at once. `not-found` for one that is not signed in any more. */
  signOut(deviceId: string): Promise<void>;
  signOutOthers(): Promise<void>;
  /** A link, for visitors, that brings one other device to them; the one before ends. `expiresAt` is by the server's clock. */
  newLink(): Promise<DeviceLink>;
  endLink(): Promise<void>;
  /** Whose devices a link leads to. `not-found` for one that leads nowhere (any more), `rate-limited` after too many tries, `forbidden` for who is no visitor. */
  lookAt(link: { token: string } | { code: string }): Promise<LinkOffer>;
  /** This device goes on as who has made the link, and what it has goes along. It takes nothing back. */
  goOn(token: string): Promise<void>;
}

/** What one does with the list of one's own conversations, with what is one's own in them, and about the people in them. */
export interface ListTools {
  readonly people: PeopleTools;
  readonly devices: DeviceTools;
  /**
   * Pins, mutes or archives a conversation for this user, on all their devices. It shows at once, and is told to the server as soon as there is
   * a connection; what is missing in `change` stays as it is.
   */
  arrange(conversationId: string, change: Arrangement): void;
  /** A name and an address that the server hears of as soon as there is a connection; resolves when they are safe on the device. */
  tellOfMe(change: { name?: string; email?: string }): Promise<void>;
  /** All of it is read. */
  markRead(conversationId: string): void;
  /**
   * Conversations with these words in a name or a message, latest activity first, one hit each: on the first page those that this device has,
   * together with the server's. `isPartial`: the server could not be asked.
   */
  search(words: string, before?: string): Promise<SearchPage & { isPartial?: true }>;
  /** Groups that are run by who is in them. */
  readonly groups: GroupTools;
  readonly stars: Stars;
  /** Of a group that one is in; elsewhere it stays empty. */
  events(conversation: ConversationHandle): EventsHandle;
  /**
   * All that the server has of this user, as a JSON document. `onProgress` hears of each page, with the number of messages so far. Rejects with `rate-limited` where
   * it was asked for a moment ago, and with the signal's reason. Visitors and customers only.
   */
  ownData(options?: { onProgress?: (messages: number) => void; signal?: AbortSignal }): Promise<Blob>;
  /** What the methods of `FoyerClient` ask the server for. */
  eraseMe(): Promise<void>;
  updateMe(change: ProfileChange): Promise<void>;
  person(userId: string): Promise<PersonAnswer>;
}

/**
 * All of it needs a connection and rejects without one: `forbidden` where the user's role is not enough, `too-large` where a group is full, and
 * `out-of-reach`, with their ids in `details.users`, where somebody does not let this user add them.
 */
export interface GroupTools {
  /** A new group with oneself as its owner, with all of them or not at all; resolves to its id. */
  create(title: string, members: readonly string[]): Promise<string>;
  rename(conversationId: string, title: string): Promise<void>;
  /** What its members may do; for the owner and admins. What is missing in `change` stays. */
  setPermissions(conversationId: string, change: PermissionsChange): Promise<void>;
  /** Adds somebody (`member`), or gives who is in it another role. A new `owner` makes the former one an admin. */
  setRole(conversationId: string, userId: string, role: GroupRole): Promise<void>;
  /** Takes somebody out. */
  remove(conversationId: string, userId: string): Promise<void>;
  /** Of who has left already it resolves, too. */
  leave(conversationId: string): Promise<void>;
  /** The link that holds, if any; for those who may add people. */
  invite(conversationId: string): Promise<Invite | undefined>;
  /** A new link. The one before ends. */
  newInvite(conversationId: string): Promise<Invite>;
  endInvite(conversationId: string): Promise<void>;
  /** What a link leads to. `not-found` for one that leads nowhere (any more). */
  lookAt(token: string): Promise<Invitation>;
  /** Resolves to the id of the group. */
  join(token: string): Promise<string>;
}

/** `privacy`: what others are told, and who begins to write to one and adds one to groups; what is missing stays. For visitors and customers. */
export interface ProfileChange { name?: string; email?: string; avatar?: string; privacy?: NonNullable<Requests['profile']['privacy']> }

/** The page that a visitor looks at. */
export interface Page { url: string; title: string; referrer: string }

export interface FoyerClientEvents {
  message: { conversationId: string; message: Message };
  error: { code: ErrorCode };
  /** Identity or tabs: everything known was thrown away. */
  reset: Record<never, never>;
}

export interface FoyerClient {
  readonly status: ReadableStore<ConnectionStatus>;
  readonly me: ReadableStore<User | undefined>;
  readonly inbox: ReadableStore<InboxState>;
  /** Staff only; empty for others. */
  readonly desk: ReadableStore<DeskState>;
  readonly presence: ReadableStore<ReadonlyMap<string, Presence>>;
  /** Ids of those who type now, without oneself, by conversation of the lists. */
  readonly typing: ReadableStore<ReadonlyMap<string, readonly string[]>>;
  /** What is written and not sent, by conversation of the inbox. */
  readonly drafts: ReadableStore<ReadonlyMap<string, string>>;
  /** Messages in the outbox of this device that wait to be sent, all conversations. */
  readonly queued: ReadableStore<number>;
  /** What this device has of its user that is not known to be on the server, all conversations: waiting, failed, or sent a moment ago. */
  readonly outbox: ReadableStore<readonly OutboxEntry[]>;
  /** `memory`: what is written now is not saved on this device. */
  readonly storage: ReadableStore<'indexeddb' | 'memory'>;
  /** Nothing is stored, connected or fetched before this. */
  start(): Promise<void>;
  /** Ends timers, sockets and locks; stored data stays. */
  stop(): Promise<void>;
  signIn(credentials: { email: string; password: string }): Promise<void>;
  setUp(first: { secret: string; email: string; name: string; password: string }): Promise<void>;
  /** Ends the session on the server and forgets everything on this device, in all tabs; the databases go as soon as no tab has them open. */
  reset(): Promise<void>;
  /** Whether this visit, or one before it, has left something on this device. `true` also where the browser does not tell. */
  isStored(): Promise<boolean>;
  identify(identity: { token: string | (() => Promise<string>); name?: string; email?: string; avatar?: string }): Promise<void>;
  /** Erases the user with all they said on the server, and everything on this device. Visitors and customers only. */
  erase(): Promise<void>;
  /** What the site wants the team to know of this visit; replaces what was set before. Told once the client is connected. */
  setContext(context: Readonly<Record<string, unknown>>): void;
  /** The page that is looked at, and the language it is read in. Told as `setContext` is. */
  setPage(page: Page, language: string): void;
  updateMe(change: ProfileChange): Promise<void>;
  openConversation(target: ConversationTarget): Promise<ConversationHandle>;
  /** Takes a failed or waiting message of any conversation out of the outbox; resolves to its content. */
  discard(clientId: string): Promise<Content | undefined>;
  person(userId: string): Promise<PersonAnswer>;
  /** What one does with one's list, loaded when first asked for. */
  listTools(): Promise<ListTools>;
  /** What staff do, loaded when first asked for. Rejects with `forbidden` for others. */
  deskTools(): Promise<DeskTools>;
  on<E extends keyof FoyerClientEvents>(event: E, listener: (detail: FoyerClientEvents[E]) => void): () => void;
}

export type { Arrangement, Content, ConversationEvent, Device, DeviceLink, GroupRole, Invitation, Invite, LinkOffer, Message, OutboxEntry, Permissions, Person, Presence, ReportRequest, Responses, SearchPage, SiteFacts, Snapshot, Starred, StarsPage, Summary, User };
