import type { Change, CommandArgs, CommandName, CommandResult, DeskEntry, FeedAddress, InboxEntry, UserKind } from '@foyer-chat/widget/protocol';

/** What an access token says of who is asking: one device of one user on one site. */
export interface TokenSession {
  readonly siteId: number;
  readonly siteKey: string;
  readonly userId: number;
  /** The user's id on the wire. */
  readonly user: string;
  readonly kind: UserKind;
  readonly deviceId: number;
  readonly device: string;
  /** Epoch ms after which the access token is worth nothing. */
  readonly expiresAt: number;
}

/** Who is asking. */
export interface Session extends TokenSession {
  /** Whether staff have blocked the user: as of now, however long the session has been open. */
  readonly isBlocked: boolean;
}

/** Time as the rules see it. */
export interface Clock { now(): number }

/**
 * Where the rules announce what is now true. Implemented by the feeds; every call is made after the commit it tells of,
 * and never throws.
 */
export interface Publisher {
  /** Changes of one conversation, contiguous and ascending within the call; calls may come twice or out of order. */
  conversation(conversation: { id: number; uid: string }, changes: readonly Change[]): void;
  inbox(userId: number, entry: InboxEntry): void;
  desk(siteId: number, ...entries: DeskEntry[]): void;
  /** Something that may be in this feed's log must not be shown again: start a new epoch. */
  restart(conversation: { id: number; uid: string }): void;
  /** Something that may be in this desk's log must not be shown to those who join later. */
  clearDesk(siteId: number): void;
  /** Whether anybody watches, so that nobody builds an entry for an empty room. */
  hasInbox(userId: number): boolean;
  hasDesk(siteId: number): boolean;
}

/** Who is connected. Implemented by the gateway. */
export interface Sockets {
  /** Ends every socket of a device. */
  closeDevice(deviceId: number): void;
  /** Ends a user's channels of a conversation: they are no longer a member. */
  closeConversation(userId: number, conversation: string): void;
  /** Ends the sockets of a site's visitors and customers: it is disabled. */
  closeSite(siteId: number): void;
}

/** What a feed's name stands for, once the session may read it. */
export type FeedTarget =
  | { kind: 'conversation'; id: number; uid: string }
  | { kind: 'inbox'; userId: number }
  | { kind: 'desk'; siteId: number };
export type ListTarget = Exclude<FeedTarget, { kind: 'conversation' }>;

/** What the edges (HTTP, WebSocket) need to let somebody in. */
export interface Entrance {
  /** `FoyerError('session-ended')` for a token that is forged, expired, or of a revoked device; `site-disabled` where only staff are let in. */
  authenticate(accessToken: string): Promise<Session>;
  /** Whether pages of this origin may speak for the site (staff: the server's own origins). */
  allowsOrigin(session: Pick<Session, 'siteId' | 'kind'>, origin: string | undefined): Promise<boolean>;
}

/** What the feeds and the gateway need of the rules. */
export interface Rooms {
  /** `FoyerError('not-found')` where there is no such feed or it is not for this session. */
  open(session: Session, address: FeedAddress): Promise<FeedTarget>;
  /**
   * The lists that show who types in a conversation, but those of the typist; none where so many meet that somebody always types. `undefined`: nobody is
   * told at all, there or in the conversation.
   */
  listsOf(conversationId: number, typistId: number): ListTarget[] | undefined;
  /** The newest changes of a conversation, ascending and contiguous up to its version; at most `limit`. */
  recentChanges(conversationId: number, limit: number): Promise<Change[]>;
  /** A device's first socket came, its last one went. */
  connected(session: Session): void;
  disconnected(session: Session): void;
}

/** Runs commands: rate limit, authorisation, rule. Arguments are parsed already. Rejects with `FoyerError`. */
export interface CommandRunner {
  run<N extends CommandName>(session: Session, name: N, args: CommandArgs<N>): Promise<CommandResult<N>>;
}

/** Buckets by action. Throws `FoyerError('rate-limited')` with `retryAfterMs`. */
export interface RateGate {
  take(action: RateAction, key: string | number): void;
}
export type RateAction = 'visitor-send' | 'staff-send' | 'ip-send' | 'session' | 'sign-in' | 'read' | 'change' | 'sync' | 'typing' | 'search' | 'context' | 'data' | 'connect' | 'invite' | 'link' | 'report';
