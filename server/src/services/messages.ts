import { FoyerError, erased, limits, withReaction, type Change, type CommandArgs, type Message } from '@foyer-chat/widget/protocol';
import type { Store } from '../store/store.ts';
import { placeOf, type DeskCounts } from './desk-counts.ts';
import type { Handling } from './handling.ts';
import type { Inboxes } from './inboxes.ts';
import type { LiveConversation, LiveConversations } from './live-conversations.ts';
import type { OwnUsers } from './own-users.ts';
import { actingMember, authorise, type Action } from './permissions.ts';
import type { Clock, Publisher, Session } from './ports.ts';
import type { Reach } from './reach.ts';
import type { Receipts } from './receipts.ts';

interface MessagesParts {
  store: Pick<Store, 'log'>;
  live: LiveConversations; receipts: Receipts; handling: Handling; counts: DeskCounts; inboxes: Inboxes; own: OwnUsers; reach: Reach; publisher: Publisher; clock: Clock;
}

/** Messages and what is done to them. Everything is announced after its commit, never before. */
export class Messages {
  readonly #parts: MessagesParts;

  constructor(parts: MessagesParts) { this.#parts = parts; }

  /** The hot path: awaits nothing but the commit once the conversation is in memory. `isNew` is false for a repeated `clientId`. */
  async send(session: Session, args: CommandArgs<'message.send'>): Promise<{ message: Message; isNew: boolean }> {
    const { store, live: conversations, handling, reach, clock } = this.#parts;
    const live = conversations.peek(args.conversation) ?? await conversations.get(args.conversation);
    authorise(session, live, 'send');
    if (live.lastSeq === 0 && live.kind === 'direct') await reach.refuseFirst(session, live);
    if (args.replyTo !== undefined && args.replyTo > live.lastSeq) throw new FoyerError('bad-request', { message: 'replyTo names no message.' });
    const memberId = actingMember(session, live).userId;
    const reply = args.replyTo === undefined ? {} : { replyTo: args.replyTo };
    const appending = store.log.append({
      conversationId: live.id, userId: session.userId, from: session.user, memberId, deviceId: session.deviceId,
      clientId: args.clientId, at: clock.now(), content: args.content, ...reply,
    });
    const wake = () => handling.wake(live, { deviceId: session.deviceId, clientId: args.clientId });
    const waking = handling.isWokenBy(session, live) ? wake() : undefined;
    const appended = await appending;
    if (appended.status === 'reused') throw new FoyerError('client-id-reused');
    const { seq, at, v } = appended;
    const message: Message = { seq, clientId: args.clientId, from: session.user, at, content: args.content, ...reply };
    const isNew = appended.status === 'stored';
    if (isNew) this.#sent(conversations.current(live), memberId, v, message);
    if (waking) {
      // An engine that keeps no order between an append and other writes may have looked too early.
      const woken = await waking ?? (isNew ? await wake() : undefined);
      if (woken) handling.woken(live, woken);
    }
    return { message, isNew };
  }

  /** A stored message of a conversation the session may read. `not-found` where there is none. */
  async get(session: Session, uid: string, seq: number, action: Action = 'read'): Promise<{ live: LiveConversation; message: Message }> {
    const live = await this.#parts.live.get(uid);
    authorise(session, live, action);
    const message = await this.#parts.store.log.message(live.id, seq);
    if (!message) throw new FoyerError('not-found');
    authorise(session, live, action, message.from);
    return { live, message };
  }

  async edit(session: Session, { conversation, seq, content }: CommandArgs<'message.edit'>): Promise<void> {
    const { live, message } = await this.get(session, conversation, seq, 'edit');
    if (message.content.kind === 'none') throw new FoyerError('not-found');
    const editedAt = this.#parts.clock.now();
    const edited = await this.#parts.store.log.edit({ conversationId: live.id, seq, content, at: editedAt });
    if (!edited) throw new FoyerError('not-found');
    this.#changed(live, { v: edited.v, kind: 'edit', seq, content, editedAt }, (last) => ({ ...last, content, editedAt }));
  }

  async delete(session: Session, { conversation, seq }: CommandArgs<'message.delete'>): Promise<void> {
    const { live, message } = await this.get(session, conversation, seq, 'delete');
    const at = this.#parts.clock.now();
    const deleted = await this.#parts.store.log.delete({ conversationId: live.id, seq, at });
    if (!deleted) return;
    this.#changed(live, { v: deleted.v, kind: 'delete', seq, at }, (last) => erased(last, at));
    // An edit repeats the text, however old the message is.
    const mayBeInLog = seq > live.lastSeq - limits.feedWindowMax || message.editedAt !== undefined;
    if (mayBeInLog) this.#parts.publisher.restart(live);
    for (const userId of deleted.starredBy) await this.#parts.own.changed(userId);
  }

  async react(session: Session, { conversation, seq, emoji, on }: CommandArgs<'reaction.set'>): Promise<void> {
    const { live, message } = await this.get(session, conversation, seq, 'react');
    if (message.content.kind === 'none') throw new FoyerError('not-found');
    const reacted = await this.#parts.store.log.react({ conversationId: live.id, seq, userId: session.userId, emoji, on, at: this.#parts.clock.now() });
    if (!reacted) return;
    const change = { v: reacted.v, kind: 'reaction', seq, user: session.user, emoji, on } as const;
    this.#changed(live, change, (last) => withReaction(last, emoji, session.user, on));
  }

  #sent(live: LiveConversation, memberId: number, v: number, message: Message): void {
    live.version = Math.max(live.version, v);
    if (message.seq > live.lastSeq) {
      live.lastSeq = message.seq;
      live.lastMessage = message;
    }
    const member = live.members.get(memberId);
    if (member) this.#parts.receipts.sent(live, member, message.seq);
    this.#parts.publisher.conversation(live, [{ v, kind: 'message', message }]);
    this.#parts.inboxes.touch(live);
    // A conversation without a message is on no list.
    if (message.seq === 1 && live.kind === 'support') this.#parts.counts.moved(live.siteId, undefined, placeOf(live));
  }

  #changed(known: LiveConversation, change: Change, edit?: (last: Message) => Message): void {
    const live = this.#parts.live.current(known);
    live.version = Math.max(live.version, change.v);
    if (edit && 'seq' in change && live.lastMessage?.seq === change.seq) live.lastMessage = edit(live.lastMessage);
    this.#parts.publisher.conversation(live, [change]);
    this.#parts.inboxes.touch(live);
  }
}
