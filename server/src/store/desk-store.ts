import type { CannedReply, DeskList, Note, SupportState, VisitorContext, VisitorPage } from '@foyer-chat/widget/protocol';
import type { ConversationRow } from './store.ts';

/** Where a page of conversations by activity ended: activity as it is stored. */
export interface ActivityCursor { activeAt: number; id: number }

/** A version of a conversation that says something of its handling; `state` where it has changed. */
export interface HandlingChange { v: number; state?: SupportState }

/** `support` conversations as staff handle them. `by`: who of the staff did it, for the record. */
export interface Handling {
  /** A resolved conversation is snoozed no longer. `undefined` where nothing changes, here and below. */
  setState(id: number, state: SupportState, at: number, by?: number): Promise<HandlingChange | undefined>;
  /** To a user of the staff, or to nobody. */
  assign(id: number, assigneeId: number | null, at: number, by?: number): Promise<HandlingChange | undefined>;
  /** Snoozing opens a resolved conversation. */
  snooze(id: number, until: number | null, at: number, by?: number): Promise<HandlingChange | undefined>;
  /**
   * Opens a resolved or snoozed conversation again for a message that came after it was put away. Asked for in the same turn as the append of
   * that message, the embedded engine does both in one transaction.
   */
  wake(id: number, message: { deviceId: number; clientId: string }, at: number): Promise<HandlingChange | undefined>;
  /** Ends what was snoozed until now or earlier, at most `limit` of them. */
  wakeDue(now: number, limit: number): Promise<{ conversationId: number; v: number }[]>;
  /**
   * A page of `support` conversations of a site, latest activity first (as stored: up to `activityGrainMs` behind); of one list those with a message,
   * without a list every one. `mine` are those of `staffId`. `next` is missing at the end.
   */
  page(siteId: number, which: { list?: DeskList; staffId: number }, before: ActivityCursor | undefined, limit: number): Promise<{ rows: ConversationRow[]; next?: ActivityCursor }>;
  /** How many conversations with a message there are; by `assignee` (id on the wire) where open and not snoozed. */
  counts(siteId: number): Promise<{ state: SupportState; isSnoozed: boolean; assignee: string | null; count: number }[]>;
  /** How long visitors waited for the team's next word, ms: in the newest messages of the `limit` support conversations with the latest activity. */
  answerTimes(siteId: number, limit: number): Promise<number[]>;
  /** With one of these visitors, latest activity first. */
  withVisitors(siteId: number, userIds: readonly number[], limit: number): Promise<ConversationRow[]>;
}

export interface NotesStore {
  /** The one with this `clientId` of this user, new or stored before. */
  add(note: { uid: string; conversationId: number; userId: number; clientId: string; text: string; at: number }): Promise<{ note: Note; isNew: boolean }>;
  get(conversationId: number, uid: string): Promise<{ id: number; userId: number } | undefined>;
  /** Ascending: the newest below `before` (an inner id). `next` where there are older ones. */
  page(conversationId: number, before: number | undefined, limit: number): Promise<{ notes: Note[]; next?: number }>;
  delete(id: number): Promise<void>;
}

export interface RepliesStore {
  /** By shortcut. */
  list(siteId: number): Promise<CannedReply[]>;
  /** `FoyerError('too-large')` where it would be one more than `max`. `replaces`: the shortcut to forget with it. */
  put(reply: { siteId: number; shortcut: string; text: string; replaces?: string | undefined; at: number; max: number }): Promise<void>;
  delete(siteId: number, shortcut: string): Promise<void>;
}

/** What is known of a visitor beside their profile. */
export interface VisitorRecord { context: VisitorContext; language: string | null; /** Newest first. */ pages: VisitorPage[] }

export interface VisitorsStore {
  /**
   * What is missing stays. The page joins the newest `maxPages`; one with the address of the newest is that one, with its title brought up to date.
   * Returns where the visitor is now.
   */
  note(visitor: {
    userId: number; at: number; maxPages: number; context?: VisitorContext; language?: string; page?: { url: string; title: string; referrer?: string };
  }): Promise<{ page: VisitorPage | null; language: string | null }>;
  get(userId: number): Promise<VisitorRecord>;
  places(userIds: readonly number[]): Promise<{ userId: number; page: VisitorPage | null; language: string | null }[]>;
  /** Of a site, by e-mail address. */
  byEmail(siteId: number, email: string, limit: number): Promise<number[]>;
}

/** `seq` and `text` of the newest message that fits; or only the `text` of a name or address. */
export interface Found { conversation: ConversationRow; activeAt: number; match: { seq: number; at: number; text: string } | { text: string } }

/** Where to search: in the support conversations of a site; with a user in those of the site that they are a member of. */
export interface SearchScope { siteId: number; userId?: number }

export interface SearchStore {
  /**
   * Looks at some conversations, latest activity first: at their newest messages, and in support at names and addresses of their visitors; for a
   * user at titles and at the names of others, never at addresses.
   * Short, so that no writer waits long: `next` is where the following step begins, missing at the end.
   */
  step(scope: SearchScope, words: string, before: ActivityCursor | undefined): Promise<{ found: Found[]; next?: ActivityCursor }>;
}
