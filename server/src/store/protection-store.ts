import type { ConversationKind, ReportReason } from '@foyer-chat/widget/protocol';
import type { UserRow } from './store.ts';

/** Whom people let write to them no more. Not to be taken for users whom staff have blocked (`Users.setBlocked`). */
export interface PersonBlocksStore {
  /**
   * `isNew`: it was not so before. `conversations`: the direct ones of the two. `FoyerError('too-large')` where a user would have blocked more than
   * `max`.
   */
  set(block: { userId: number; blockedId: number; on: boolean; at: number; max: number }): Promise<{ isNew: boolean; conversations: number[] }>;
  /** Whom a user has blocked, the latest first. */
  of(userId: number): Promise<UserRow[]>;
  /** Who of these has blocked the user. */
  blockersAmong(userId: number, ids: readonly number[]): Promise<number[]>;
  /** Everybody who has. */
  blockersOf(userId: number): Promise<number[]>;
  /** Whether either has blocked the other. */
  between(userId: number, otherId: number): Promise<boolean>;
  /** Whether they are, or were, in a conversation together. */
  haveMet(userId: number, otherId: number): Promise<boolean>;
}

export interface ReportRow {
  /** Grows with time. */
  id: number;
  uid: string;
  siteId: number;
  at: number;
  reporterId: number;
  reportedId: number;
  reason: ReportReason;
  note: string | null;
  place: { kind: ConversationKind; title: string } | null;
  text: string | null;
  handledAt: number | null;
}

export interface NewReport {
  uid: string; siteId: number; reporterId: number; reportedId: number; clientId: string; at: number; reason: ReportReason;
  note?: string | undefined;
  conversationId?: number;
  seq?: number | undefined;
  text?: string | undefined;
}

/** What people say of others to the team. What was handled is kept for a while, so that it can be taken up again. */
export interface ReportsStore {
  /** The one with this `clientId` of this reporter, new or stored before. */
  add(report: NewReport): Promise<{ report: ReportRow; isNew: boolean }>;
  /** Of a site, the newest below `before` (an inner id) that nobody has handled. `next` where there are older ones. */
  open(siteId: number, before: number | undefined, limit: number): Promise<{ reports: ReportRow[]; next?: number }>;
  countOpen(siteId: number): Promise<number>;
  /** Those by or about a user that nobody has handled. */
  involving(userId: number): Promise<ReportRow[]>;
  /** `at` null: not handled after all. `undefined` where there is no such report of the site. */
  handle(siteId: number, uid: string, handled: { at: number; by: number } | null): Promise<ReportRow | undefined>;
  /** Forgets those that are past their time, and makes what they quote unreadable in the files. */
  expire(before: { at: number; handledAt: number }): Promise<{ siteId: number; uid: string; isOpen: boolean }[]>;
}
