import type {
  CannedReply, DeskCounts, DeskList, DeskResponses, Note, Report, SearchHit, SearchPage, Summary, User, VisitorContext, VisitorPage, VisitorPlace,
} from '../protocol/index.ts';
import type { ConversationHandle, EventsHandle, ReadableStore } from './api.ts';

export interface DeskState {
  /** What is loaded of all lists together, latest message first: `inDeskList` tells what belongs into which. */
  conversations: readonly Summary[];
  /** True for the whole site, also beyond what is loaded. */
  counts: DeskCounts;
  /** Visitors on the site now. */
  visitors: readonly User[];
  /** Where visitors on the site are, by user id. */
  places: ReadonlyMap<string, VisitorPlace>;
  team: readonly User[];
  site: { key: string; name: string } | undefined;
  unread: number;
  loaded: boolean;
}

export interface NotesState {
  /** Ascending. */
  notes: readonly Note[];
  hasOlder: boolean;
  loading: boolean;
}

/** The notes of one conversation, kept current until `close()`. */
export interface NotesHandle {
  readonly state: ReadableStore<NotesState>;
  /** Resolves once it is stored. Asking again after a failure with the same text stores it once. */
  add(text: string): Promise<void>;
  /** One's own; others' are `forbidden`. */
  delete(noteId: string): Promise<void>;
  loadOlder(): Promise<void>;
  close(): void;
}

export interface CannedReplies {
  /** By shortcut. Empty until first known. */
  readonly state: ReadableStore<readonly CannedReply[]>;
  /** `replaces`: the shortcut it had before, where it is another. */
  save(reply: CannedReply, replaces?: string): Promise<void>;
  delete(shortcut: string): Promise<void>;
}

export interface ReportsState {
  /** What is loaded of those that wait, the newest first. */
  reports: readonly Report[];
  /** How many wait, loaded or not. */
  open: number;
  hasOlder: boolean;
  loaded: boolean;
}

/** What people have told the team about others, as long as nobody has handled it. */
export interface DeskReports {
  readonly state: ReadableStore<ReportsState>;
  /** `false` takes one up again: within the hour. */
  handle(reportId: string, handled: boolean): Promise<void>;
  loadOlder(): Promise<void>;
}

/** What staff do. Every promise rejects with `FoyerError`. */
export interface DeskTools {
  /** To somebody of the team, or with `null` to nobody. */
  assign(conversationId: string, assignee: string | null): Promise<void>;
  /** Until then (epoch ms), or with `null` no longer. */
  snooze(conversationId: string, until: number | null): Promise<void>;
  /** Loads the next page of a list into `client.desk`. */
  loadMore(list: DeskList): Promise<void>;
  /** Whether a list has more than is loaded. */
  readonly more: ReadableStore<Readonly<Record<DeskList, boolean>>>;
  /** How a support conversation was handled. */
  events(conversation: ConversationHandle): EventsHandle;
  notes(conversationId: string): NotesHandle;
  readonly cannedReplies: CannedReplies;
  readonly reports: DeskReports;
  /** In texts, names and addresses of the site's support conversations; of 2 characters at least. A page may be short of hits and still have a `next`. */
  search(query: string, before?: string): Promise<SearchPage>;
  /** A visitor or customer of the site: who is blocked reads on, and writes no more. */
  block(userId: string, blocked: boolean): Promise<void>;
  /** Somebody of the site, with what only staff may know. */
  person(userId: string): Promise<DeskResponses['person']>;
}

export type { CannedReply, DeskCounts, DeskList, DeskResponses, Note, Report, SearchHit, VisitorContext, VisitorPage, VisitorPlace };
