import type { Handling, NotesStore, RepliesStore, SearchStore, VisitorsStore } from './desk-store.ts';
import type { EventsStore } from './events-store.ts';
import type { LinksStore } from './links-store.ts';
import type { StarsStore } from './stars-store.ts';
import type { PersonBlocksStore, ReportsStore } from './protection-store.ts';
import type { Arrangement, Change, Content, ConversationKind, ErrorCode, GroupRole, MemberRole, Message, Permissions, PermissionsChange, Reach, SiteSettings, SupportState, UserKind } from '@foyer-chat/widget/protocol';

/**
 * What the rules need of a database. Written once over the query builder, run on every engine by one contract suite.
 * Ids are integers inside; `uid` is the text id of the wire. Every promise of a write resolves after its transaction is durable.
 * Writes that fail for want of disk or connection reject with `FoyerError('unavailable')`.
 */
export interface Store {
  readonly sites: Sites;
  readonly users: Users;
  readonly devices: Devices;
  readonly links: LinksStore;
  readonly staff: StaffAccounts;
  readonly conversations: Conversations;
  readonly events: EventsStore;
  readonly handling: Handling;
  readonly notes: NotesStore;
  readonly replies: RepliesStore;
  readonly visitors: VisitorsStore;
  readonly search: SearchStore;
  readonly stars: StarsStore;
  readonly personBlocks: PersonBlocksStore;
  readonly reports: ReportsStore;
  readonly log: ConversationLog;
  readonly retention: RetentionStore;
  /** Commits a small row: proves that the store can store. */
  ping(): Promise<void>;
  /** A counter that every process which changes the database behind a running server's back (the command line) raises. */
  outsideChanges(): Promise<number>;
  noteOutsideChange(): Promise<void>;
  /** Writes a consistent copy of the database to a file that must not exist. SQLite only; PostgreSQL rejects and names `pg_dump`. */
  backup(file: string): Promise<void>;
  stats(): StoreStats;
  close(): Promise<void>;
}

/** For metrics: since the start. */
export interface StoreStats {
  commits: number;
  committedMessages: number;
  /** Of the last commit, ms. */
  lastCommitMs: number;
  /** Writes that wait for their commit now. */
  pendingWrites: number;
}

export interface SiteRow {
  id: number;
  key: string;
  /** Exact origins; `self` stands for the server's own. */
  origins: string[];
  settings: SiteSettings;
  /** For HS256 identity tokens. */
  secret: string;
  /** SPKI PEM, for EdDSA or ES256 identity tokens. */
  publicKey: string | null;
  /** The member that stands for the team in support conversations. */
  teamUserId: number;
}

export interface Sites {
  /** Creates the site and its team user. `FoyerError('bad-request')` when the key exists. */
  add(site: { key: string; origins: string[]; settings: SiteSettings; secret: string; at: number }): Promise<SiteRow>;
  get(key: string): Promise<SiteRow | undefined>;
  getById(id: number): Promise<SiteRow | undefined>;
  list(): Promise<SiteRow[]>;
  update(key: string, change: { origins?: string[]; settings?: SiteSettings; publicKey?: string | null; secret?: string }): Promise<void>;
}

/** `team` is one per site, never on the wire. */
export type AccountKind = UserKind | 'team';

export interface UserRow {
  id: number;
  uid: string;
  /** `null`: staff, who may serve several sites. */
  siteId: number | null;
  kind: AccountKind;
  /** `sub` of the site's identity token. */
  externalId: string | null;
  name: string;
  email: string | null;
  avatar: string | null;
  createdAt: number;
  lastSeenAt: number;
  /** Since when staff have blocked them. */
  blockedAt: number | null;
  /** Counts the changes of what they have starred. */
  starsRevision: number;
  /** Counts the devices of theirs that have come and gone, but for the first. */
  devicesRevision: number;
  /** Whether they keep from others when they are here, and how far they have read. */
  hidesLastSeen: boolean;
  hidesReading: boolean;
  /** Whom they let begin to write to them, and add them to groups. */
  writers: Reach;
  adders: Reach;
}

/** The conversation that comes next in somebody's data, and after which of its messages. */
export interface DataCursor { conversationId: number; seq: number }

/** `about`: who the user is, on the first page alone. A conversation may go on, by its `id`, on the next. */
export interface OwnDataPage { about?: object; conversations: { id: string; messages: Message[]; [name: string]: unknown }[]; next?: DataCursor }

export interface Users {
  create(user: { uid: string; siteId: number; kind: 'visitor' | 'customer'; externalId?: string; name: string; email?: string; avatar?: string; at: number }): Promise<UserRow>;
  get(id: number): Promise<UserRow | undefined>;
  getMany(ids: readonly number[]): Promise<UserRow[]>;
  getByUid(uid: string): Promise<UserRow | undefined>;
  getByExternalId(siteId: number, externalId: string): Promise<UserRow | undefined>;
  update(id: number, change: { name?: string; email?: string | null; avatar?: string }): Promise<void>;
  /**
   * What is missing stays. Who begins to hide how far they have read is at rest for others where they are, in each conversation between people: returns
   * where that is.
   */
  setPrivacy(id: number, change: { hidesLastSeen?: boolean | undefined; hidesReading?: boolean | undefined; writers?: Reach | undefined; adders?: Reach | undefined }): Promise<{ conversationId: number; toldSeq: number }[]>;
  /** `null`: not any more. */
  setBlocked(id: number, at: number | null): Promise<void>;
  /** Of all sites. */
  blockedIds(): Promise<number[]>;
  setLastSeen(seen: readonly { id: number; at: number }[]): Promise<void>;
  /** Staff who serve the site, by name. */
  staffOf(siteId: number): Promise<UserRow[]>;
  /** Staff whose account was removed. */
  formerStaff(): Promise<UserRow[]>;
  /**
   * Users who share a direct or support conversation with this one (staff of a support conversation are not listed), but for those one of whom has
   * blocked the other. At most `limit`.
   */
  contactsOf(id: number, limit: number): Promise<number[]>;
  /** The device whose refresh token this is becomes one of the site's customer `externalId`: see `Identified`. In one transaction. */
  identify(identification: {
    siteId: number; externalId: string;
    /** Of their profile, what is known now. */
    said: { name?: string; email?: string; avatar?: string };
    /** SHA-256 of the token and of its successor, as in `rotate`. */
    oldHash: Uint8Array; newHash: Uint8Array; expiresAt: number; at: number;
  }): Promise<Identified>;
  /** All of a user's data as plain JSON, for `export`. */
  exportOf(uid: string): Promise<unknown>;
  /** The same in pages of a bounded size, from where the last one has ended. `undefined` where there is no such user. */
  exportPage(uid: string, from: DataCursor | undefined): Promise<OwnDataPage | undefined>;
  /** Erases the user's messages, names, devices, sessions and memberships. Returns the ids of the conversations touched. */
  erase(uid: string, at: number): Promise<number[]>;
}

export interface DeviceRow {
  id: number;
  uid: string;
  userId: number;
  siteId: number;
  label: string;
  createdAt: number;
  lastSeenAt: number;
  revokedAt: number | null;
}

export type Identified =
  /**
   * `visitor` is who they were: the same row where the visitor has become the customer, and one that is gone where what they had was moved to a customer
   * who was there before; missing where this had been done already. `devices` were theirs. `conversations` have the versions in which it is told.
   */
  | { status: 'identified'; user: UserRow; device: DeviceRow; visitor?: UserRow; devices: number[]; conversations: { id: number; v: number }[] }
  /** Two hold the token: the device is revoked. */
  | { status: 'reused'; device: DeviceRow }
  /** The token is of no device of a visitor of this site, nor of this customer: nothing was done. */
  | { status: 'apart' };

export type Rotation = { status: 'rotated'; device: DeviceRow } | { status: 'reused'; device: DeviceRow } | { status: 'unknown' };

export interface Devices {
  /** With the SHA-256 of its first refresh token. */
  create(device: { uid: string; userId: number; siteId: number; label: string; refreshHash: Uint8Array; expiresAt: number; at: number }): Promise<DeviceRow>;
  /** With the kind of its user. */
  get(id: number): Promise<(DeviceRow & { kind: AccountKind }) | undefined>;
  ofUser(userId: number): Promise<DeviceRow[]>;
  /** Whose refresh token this is the SHA-256 of, used already or not. Changes nothing. */
  byToken(refreshHash: Uint8Array): Promise<DeviceRow | undefined>;
  /**
   * Exchanges a refresh token. Presenting the same old token with the same new hash again (a lost answer) is `rotated` again, as long as
   * the new one has not been used itself; anything else that presents a used token is `reused`, and the device is revoked in the same transaction.
   */
  rotate(rotation: { oldHash: Uint8Array; newHash: Uint8Array; expiresAt: number; at: number }): Promise<Rotation>;
  revoke(id: number, at: number): Promise<void>;
  setLastSeen(seen: readonly { id: number; at: number }[]): Promise<void>;
}

export interface StaffRow { userId: number; email: string; passwordHash: string | null; role: 'admin' | 'agent'; siteIds: number[] | 'all' }

export interface StaffAccounts {
  /** Those who can sign in: they have chosen a password. */
  count(): Promise<number>;
  byEmail(email: string): Promise<StaffRow | undefined>;
  byUser(userId: number): Promise<StaffRow | undefined>;
  /** `FoyerError('bad-request')` when the e-mail address exists. */
  add(staff: { uid: string; email: string; name: string; role: 'admin' | 'agent'; passwordHash: string | null; siteIds: number[] | 'all'; at: number }): Promise<StaffRow>;
  setPassword(userId: number, passwordHash: string): Promise<void>;
  /**
   * Ends the account: it cannot sign in, its devices are revoked, what was assigned to it is nobody's, each under a version of its own. What it wrote
   * stays, with its name. `undefined` where there is no such account.
   */
  remove(email: string, at: number): Promise<{ uid: string; devices: number; released: number } | undefined>;
  /** A one-time secret, by its SHA-256: for the first staff member (`userId` null) or for one who sets a password, whose earlier ones it ends. */
  addSetup(setup: { hash: Uint8Array; userId: number | null; expiresAt: number }): Promise<void>;
  /** Burns the secret. `undefined` where there is none or it has run out. */
  takeSetup(hash: Uint8Array, at: number): Promise<{ userId: number | null } | undefined>;
}

export interface MemberRow {
  userId: number;
  uid: string;
  kind: AccountKind;
  role: MemberRole | 'team';
  deliveredSeq: number;
  readSeq: number;
  /** How far others are told that they have read, while they hide it; `null`: as far as they have. */
  toldSeq: number | null;
  /** `lastSeq` of the conversation when they joined. */
  joinedSeq: number;
  /** How they have arranged it in their own list; 0 where they have not. */
  pinned: boolean;
  mutedUntil: number;
  archivedSeq: number;
}

export interface ConversationRow {
  id: number;
  uid: string;
  siteId: number;
  kind: ConversationKind;
  title: string;
  state: SupportState;
  /** In `support`: the id on the wire of who of the staff handles it, and until when nobody need look at it. */
  assignee: string | null;
  snoozedUntil: number | null;
  version: number;
  lastSeq: number;
  lastMessage: Message | null;
  /** Current members only. A sender's own watermarks are at least the `seq` of the last message they sent. */
  members: MemberRow[];
  /** In `direct`: who of the two has blocked the other. */
  blockers: readonly number[];
  /** Of a group; `null` where nobody has chosen. */
  permissions: Permissions | null;
}

export interface Conversations {
  /** One per `uniqueKey` (`support:<user>`, `direct:<lower user>:<higher user>`); `null` always makes a new one. */
  open(conversation: {
    uid: string; siteId: number; kind: ConversationKind; title: string; uniqueKey: string | null; at: number;
    members: { userId: number; role: MemberRole | 'team' }[];
    /** The error where there is none yet. */
    refusal?: ErrorCode;
  }): Promise<{ conversation: ConversationRow; created: boolean }>;
  getByUid(uid: string): Promise<ConversationRow | undefined>;
  get(id: number): Promise<ConversationRow | undefined>;
  /** Newest activity first: the newest `limit`, and what the user has pinned however old it is, the newest `limits.pinnedShown` of that. */
  ofUser(userId: number, limit: number): Promise<ConversationRow[]>;
  /** In a member's own list, without a version of the conversation. What is missing stays; for who is no member nothing happens. */
  arrange(id: number, userId: number, change: Arrangement): Promise<void>;
  /**
   * Who joins begins at the last message: what was said before is neither owed to them nor unread. With the role `owner` the former owner becomes an
   * admin; an owner who leaves is followed by the admin, else the member, who has been there longest. In one transaction, a version for each change.
   */
  setMember(id: number, wanted: WantedMember): Promise<MemberSet>;
  /** Who wrote and has left, the latest first. */
  formerMembers(id: number, limit: number): Promise<number[]>;
  /** `undefined` where that is the title already. `by`: who does it. */
  rename(id: number, title: string, at: number, by?: number): Promise<{ v: number } | undefined>;
  /** What is missing stays. `undefined` where they are so already. */
  setPermissions(id: number, wanted: PermissionsChange, at: number): Promise<{ v: number; permissions: Permissions } | undefined>;
  /** Which of these users have written to the user alone. */
  writersTo(userId: number, ids: readonly number[]): Promise<number[]>;
  /** In place of the one there was; `null`: none. */
  setInvite(id: number, invite: Invite | null): Promise<void>;
  invite(id: number): Promise<Invite | undefined>;
  /** The id of the conversation that one invites to. */
  invitedTo(key: string, at: number): Promise<number | undefined>;
}

/** `key`: what tells it apart. The token of a link is made of it. */
export interface Invite { key: string; expiresAt: number }

export interface WantedMember {
  userId: number;
  /** `null`: not in it any more. */
  role: GroupRole | null;
  /** Who does it; missing: the user, who joins or leaves. */
  by?: number;
  at: number;
  /** What must be so now, for this to be done: the roles of users (`null`: no member), and that an invite has not ended. */
  given?: { roles?: readonly { userId: number; role: MemberRole | 'team' | null }[]; invite?: string };
}

/** One version. `lastSeq`: of the conversation at that moment. `hasWritten`: of who left. */
export interface MemberChange { v: number; userId: number; role: MemberRole | null; lastSeq: number; hasWritten?: true }

export type MemberSet =
  /** Without changes where it was so before. */
  | { status: 'done'; changes: MemberChange[] }
  /** What was `given` is not so any more: nothing was done. */
  | { status: 'moved' }
  /** `limits.groupMaxMembers` are in it: nothing was done. */
  | { status: 'full' };

export interface NewMessage {
  conversationId: number;
  userId: number;
  /** The uid of `userId`, as the wire says it. */
  from: string;
  /** The member whose watermarks move: the user, or the team in support. */
  memberId: number;
  deviceId: number;
  clientId: string;
  at: number;
  content: Content;
  replyTo?: number;
}

export type Appended =
  | { status: 'stored'; v: number; seq: number; at: number }
  /** The same device sent the same `clientId` before, with the same content. */
  | { status: 'repeated'; v: number; seq: number; at: number }
  /** … with other content or in another conversation. */
  | { status: 'reused' };

export interface ConversationLog {
  /**
   * The hot path. Messages handed in within a short time share one transaction and one sync; `seq` and `v` follow the order of the calls.
   * Of a user who is no more it rejects with `FoyerError('session-ended')`: the same message is good under their next session.
   * Rejects with `FoyerError('overloaded')` at once when too many wait.
   */
  append(message: NewMessage): Promise<Appended>;
  /** `undefined` where there is no such message or its content is gone. */
  edit(edit: { conversationId: number; seq: number; content: Content; at: number }): Promise<{ v: number } | undefined>;
  /** Empties the row for good; `undefined` where it was empty already. Tells who had starred it: they have not any more. */
  delete(deletion: { conversationId: number; seq: number; at: number }): Promise<{ v: number; starredBy: number[] } | undefined>;
  /** `undefined` where nothing changes. `FoyerError('too-many-reactions')` beyond `limits.reactionsPerMessage` and `reactionsPerUser`. */
  react(reaction: { conversationId: number; seq: number; userId: number; emoji: string; on: boolean; at: number }): Promise<{ v: number } | undefined>;
  /**
   * Moves members' watermarks (never back) and device cursors. One receipt change is recorded when `shared` is given: the watermarks that
   * every member has reached.
   */
  receipts(receipts: {
    conversationId: number; at: number;
    members: { userId: number; deliveredSeq: number; readSeq: number }[];
    devices: { deviceId: number; deliveredSeq: number }[];
    shared?: { deliveredSeq: number; readSeq: number };
  }): Promise<{ v: number } | undefined>;
  message(conversationId: number, seq: number): Promise<Message | undefined>;
  /** Which of these users have written in it. */
  authorsAmong(conversationId: number, userIds: readonly number[]): Promise<number[]>;
  /** The log after a version, ascending and contiguous; `undefined` when it does not reach back so far. */
  changesAfter(conversationId: number, version: number, limit: number): Promise<Change[] | undefined>;
  /** Ascending. With `before`: the newest ones below it; with `after`: the oldest ones above it. */
  page(conversationId: number, range: { before: number } | { after: number }, limit: number): Promise<Message[]>;
  /** The row and its newest messages of one moment (one read transaction). */
  snapshot(conversationId: number, limit: number): Promise<{ conversation: ConversationRow; messages: Message[] } | undefined>;
}

export interface RetentionStore {
  /**
   * Empties what the site's retention no longer keeps (rows become husks: `seq`, `v`, dedupe key), forgets husks and changes past their
   * time, and makes the text unreadable in the files. Returns the conversations whose messages were emptied.
   */
  sweep(now: number): Promise<{ conversationId: number; seqs: number[] }[]>;
}
