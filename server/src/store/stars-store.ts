import type { Message } from '@foyer-chat/widget/protocol';

/** A starred message. `id` counts up from star to star. */
export interface StarRow { id: number; conversationId: number; authorId: number | null; message: Message; at: number }

/** Messages that users have starred for themselves. A star goes with its message, with the membership and with the user. */
export interface StarsStore {
  /**
   * `changed`: it was not so before. `gone`: there is nothing to star, because the message is empty or the user is no member of the conversation.
   * `FoyerError('too-large')` where it would be one more than `max`.
   */
  set(star: { userId: number; conversationId: number; seq: number; on: boolean; at: number; max: number }): Promise<'changed' | 'same' | 'gone'>;
  /** On one site, the latest star first, below `before` (an `id`); of one conversation, or of all that the user is a member of. `next` where there are older ones. */
  page(userId: number, place: { siteId: number; conversationId?: number }, before: number | undefined, limit: number): Promise<{ stars: StarRow[]; next?: number }>;
  /** What the user has starred in a conversation, ascending. */
  seqsIn(conversationId: number, userId: number): Promise<number[]>;
}
