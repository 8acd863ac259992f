import { FoyerError, limits, type CommandArgs } from '@foyer-chat/widget/protocol';
import type { HandlingChange } from '../store/desk-store.ts';
import type { Store } from '../store/store.ts';
import { placeOf, type DeskCounts } from './desk-counts.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import { authorise, type Action } from './permissions.ts';
import type { Clock, Publisher, Session } from './ports.ts';
import type { UserCache } from './user-cache.ts';

interface HandlingParts {
  store: Pick<Store, 'handling'>;
  live: LiveConversations; users: UserCache; inboxes: Inboxes; counts: DeskCounts; publisher: Publisher; clock: Clock;
}

/** Conversations that end one job's turn; the rest wait for the next. */
const wokenPerTurn = 200;

/**
 * How staff handle support conversations: whose they are, and whether they lie open.
 *
 *   open ── resolve ─▶ resolved        open ── snooze ─▶ snoozed ── its time is over ─▶ open
 *     ▲──── the visitor writes, or reopen ────┘ ◀───────────┘
 */
export class Handling {
  readonly #parts: HandlingParts;

  constructor(parts: HandlingParts) { this.#parts = parts; }

  async setState(session: Session, { conversation, state }: CommandArgs<'conversation.setState'>): Promise<void> {
    const live = await this.#allowed(session, conversation, 'set-state');
    const change = await this.#parts.store.handling.setState(live.id, state, this.#parts.clock.now(), session.userId);
    this.#changed(live, change, (known) => {
      known.state = state;
      if (state === 'resolved') known.snoozedUntil = null;
    });
  }

  /** To one of the team of the site; `not-found` for others. */
  async assign(session: Session, { conversation, assignee }: CommandArgs<'conversation.assign'>): Promise<void> {
    const live = await this.#allowed(session, conversation, 'assign');
    const team = await this.#parts.users.team(live.siteId);
    const user = team.find(({ uid }) => uid === assignee);
    if (assignee !== null && !user) throw new FoyerError('not-found', { message: 'There is nobody like this on the team.' });
    const change = await this.#parts.store.handling.assign(live.id, user?.id ?? null, this.#parts.clock.now(), session.userId);
    this.#changed(live, change, (known) => { known.assignee = assignee; });
  }

  /** A time that is over already ends a snooze, as `null` does. */
  async snooze(session: Session, { conversation, until: asked }: CommandArgs<'conversation.snooze'>): Promise<void> {
    const live = await this.#allowed(session, conversation, 'snooze');
    const now = this.#parts.clock.now();
    if (asked !== null && asked > now + limits.snoozeMaxMs) throw new FoyerError('bad-request', { message: 'That is too far ahead.' });
    const until = asked !== null && asked > now ? asked : null;
    const change = await this.#parts.store.handling.snooze(live.id, until, now, session.userId);
    this.#changed(live, change, (known) => {
      known.snoozedUntil = until;
      if (until !== null) known.state = 'open';
    });
  }

  /** Whether a message of this session brings the conversation back to the desk. */
  isWokenBy(session: Session, live: LiveConversation): boolean {
    return session.kind !== 'staff' && (live.state === 'resolved' || live.snoozedUntil !== null);
  }

  /**
   * Stores that the conversation is back; to be called in the turn in which its message is handed to the store, so that one transaction
   * holds both. Never rejects: the message counts, and the next one tries again.
   */
  wake(live: LiveConversation, message: { deviceId: number; clientId: string }): Promise<HandlingChange | undefined> {
    return this.#parts.store.handling.wake(live.id, message, this.#parts.clock.now()).catch(() => undefined);
  }

  /** Tells what `wake` has stored. */
  woken(live: LiveConversation, change: HandlingChange): void {
    this.#changed(live, change, (known) => {
      known.state = 'open';
      known.snoozedUntil = null;
    });
  }

  /** Brings back what was snoozed until now. */
  async wakeDue(): Promise<void> {
    for (const { conversationId, v } of await this.#parts.store.handling.wakeDue(this.#parts.clock.now(), wokenPerTurn)) {
      const live = await this.#parts.live.getById(conversationId);
      if (live) this.#changed(live, { v }, (known) => { known.snoozedUntil = null; });
    }
  }

  async #allowed(session: Session, conversation: string, action: Action): Promise<LiveConversation> {
    const live = await this.#parts.live.get(conversation);
    authorise(session, live, action);
    return live;
  }

  /** Without a change nothing is told; memory learns what stands in any case. */
  #changed(known: LiveConversation, change: HandlingChange | undefined, apply: (live: LiveConversation) => void): void {
    const { live: conversations, publisher, inboxes, counts } = this.#parts;
    const live = conversations.current(known);
    const before = placeOf(live);
    apply(live);
    if (!change) return;
    live.version = Math.max(live.version, change.v);
    publisher.conversation(live, [{ v: change.v, kind: 'state', ...(change.state === undefined ? {} : { state: change.state }) }]);
    inboxes.touch(live);
    counts.moved(live.siteId, before, placeOf(live));
  }
}
