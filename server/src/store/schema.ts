import type { ConversationKind, EventKind, MemberRole, Reach, ReportReason, SupportState } from '@foyer-chat/widget/protocol';
import type { Generated, Kysely } from 'kysely';
import type { AccountKind } from './store.ts';

/**
 * The tables, as the query builder sees them. Ids are integers and never used twice; times are epoch ms; flags are 0 and 1;
 * columns named `…_json`, `content`, `reactions` and `data` hold JSON text.
 */
export interface Tables {
  migrations: { name: string; at: number };
  meta: { key: string; value: string };
  sites: SitesTable;
  users: UsersTable;
  devices: DevicesTable;
  refresh_tokens: RefreshTokensTable;
  staff: StaffTable;
  staff_sites: { user_id: number; site_id: number };
  setups: { hash: Uint8Array; user_id: number | null; expires_at: number };
  conversations: ConversationsTable;
  members: MembersTable;
  device_links: DeviceLinksTable;
  invites: { conversation_id: number; key: string; expires_at: number };
  messages: MessagesTable;
  changes: ChangesTable;
  events: EventsTable;
  notes: NotesTable;
  canned_replies: { site_id: number; shortcut: string; text: string; updated_at: number };
  visitor_contexts: { user_id: number; context_json: string; language: string | null; updated_at: number };
  visitor_pages: VisitorPagesTable;
  stars: { id: Generated<number>; user_id: number; conversation_id: number; seq: number; at: number };
  person_blocks: { user_id: number; blocked_id: number; at: number };
  reports: ReportsTable;
  device_cursors: { conversation_id: number; device_id: number; delivered_seq: number };
}

export type Db = Kysely<Tables>;

type SitesTable = {
  id: Generated<number>;
  key: string;
  origins_json: string;
  settings_json: string;
  secret: string;
  public_key: string | null;
  team_user_id: number | null;
  created_at: number;
};

type UsersTable = {
  id: Generated<number>;
  uid: string;
  site_id: number | null;
  kind: AccountKind;
  external_id: string | null;
  name: string;
  email: string | null;
  avatar: string | null;
  created_at: number;
  last_seen_at: number;
  /** `null` where staff have not blocked them. */
  blocked_at: Generated<number | null>;
  /** Counts the changes of what they have starred. */
  stars_revision: Generated<number>;
  /** Counts the devices of theirs that have come and gone. */
  devices_revision: Generated<number>;
  /** Whether they keep from others when they are here, and how far they have read. */
  hides_last_seen: Generated<number>;
  hides_reading: Generated<number>;
  /** Whom they let begin to write to them, and add them to groups. */
  writers: Generated<Reach>;
  adders: Generated<Reach>;
};

type DevicesTable = {
  id: Generated<number>;
  uid: string;
  user_id: number;
  site_id: number;
  label: string;
  created_at: number;
  last_seen_at: number;
  revoked_at: number | null;
};

type DeviceLinksTable = {
  user_id: number;
  /** What tells it apart; the token is made of it. */
  key: string;
  /** The first half of its code, and what only this server can make of all of it. */
  code_start: string;
  code_hash: Uint8Array;
  wrong_guesses: Generated<number>;
  expires_at: number;
  /** The device that has come by it; `null` while it is good. */
  taken_by: Generated<number | null>;
};

type RefreshTokensTable = {
  hash: Uint8Array;
  device_id: number;
  expires_at: number;
  /** The token it was exchanged for; `null` while it is good. */
  next_hash: Uint8Array | null;
};

type StaffTable = {
  user_id: number;
  email: string;
  password_hash: string | null;
  role: 'admin' | 'agent';
  all_sites: number;
};

type ConversationsTable = {
  id: Generated<number>;
  uid: string;
  site_id: number;
  kind: ConversationKind;
  title: string;
  state: SupportState;
  unique_key: string | null;
  created_at: number;
  /** Of its last message, at most `activityGrainMs` behind. */
  active_at: number;
  /** Where `version` and `lastSeq` stood when rows were last forgotten: they never go back below. */
  version_floor: Generated<number>;
  seq_floor: Generated<number>;
  /** The log is whole after this version. */
  log_floor: Generated<number>;
  /** Senders' own watermarks stand in `members` up to this `seq`. */
  settled_seq: Generated<number>;
  /** Up to this `seq` every message is a husk. */
  husk_seq: Generated<number>;
  assignee_id: Generated<number | null>;
  /** `null` where it is not snoozed. */
  snoozed_until: Generated<number | null>;
  /** Of a group; `null` where nobody has chosen. */
  permissions_json: Generated<string | null>;
};

type MembersTable = {
  conversation_id: number;
  user_id: number;
  role: MemberRole | 'team';
  delivered_seq: number;
  read_seq: number;
  joined_seq: number;
  joined_at: number;
  /** Kept after leaving, so that erasing a user finds what they wrote. */
  left_at: number | null;
  /** How they have arranged it in their own list; 0 where they have not. */
  pinned: Generated<number>;
  muted_until: Generated<number>;
  archived_seq: Generated<number>;
  /** Whether they have said anything: written when they leave, so that they are still named, and with what senders have settled. */
  wrote: Generated<number>;
  /** How far others know that they have read, while they hide it. */
  told_seq: Generated<number>;
};

type MessagesTable = {
  conversation_id: number;
  seq: number;
  v: number;
  /** `null` in a husk that expired. */
  user_id: number | null;
  device_id: number;
  client_id: string;
  at: number;
  /** `null` in a husk. */
  content: string | null;
  reply_to: number | null;
  edited_at: number | null;
  deleted_at: number | null;
  reactions: string | null;
  /** SHA-256 of the content as it was sent, once it is no longer in `content`. */
  digest: Uint8Array | null;
};

type EventsTable = {
  conversation_id: number;
  n: number;
  seq: number;
  at: number;
  kind: EventKind;
  by_id: number | null;
  user_id: number | null;
  title: string | null;
  until: number | null;
};

type NotesTable = {
  id: Generated<number>;
  uid: string;
  conversation_id: number;
  user_id: number;
  client_id: string;
  at: number;
  text: string;
};

type VisitorPagesTable = {
  id: Generated<number>;
  user_id: number;
  at: number;
  url: string;
  title: string;
  referrer: string | null;
};

export type PointerKind = 'edit' | 'delete' | 'reaction' | 'receipt' | 'member' | 'state';

type ChangesTable = {
  conversation_id: number;
  v: number;
  kind: PointerKind;
  at: number;
  seq: number | null;
  user_id: number | null;
  data: string | null;
};

type ReportsTable = {
  id: Generated<number>;
  uid: string;
  site_id: number;
  reporter_id: number;
  reported_id: number;
  client_id: string;
  at: number;
  reason: ReportReason;
  note: string | null;
  /** Where the person was met, and what of theirs is reported. */
  conversation_id: number | null;
  seq: number | null;
  /** As it was when it was reported. */
  text: string | null;
  /** `null` while it waits. */
  handled_at: Generated<number | null>;
  handled_by: Generated<number | null>;
};
