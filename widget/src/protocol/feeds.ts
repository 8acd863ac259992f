import * as v from 'valibot';
import { idSchema } from './ids.ts';
import { oneOf } from './one-of.ts';
import { presenceSchema, summarySchema, userSchema } from './records.ts';

/** The name of the single `Y.Array` of every feed. */
export const feedArrayName = 'log';

export const conversationFeed = (conversation: string): string => `conversation/${conversation}`;
export const inboxFeed = 'inbox';
export const deskFeed = 'desk';

export type FeedAddress = { kind: 'conversation'; conversation: string } | { kind: 'inbox' } | { kind: 'desk' };

/** What a feed's name means, or `undefined` where it is none. */
export function parseFeedName(name: string): FeedAddress | undefined {
  if (name === inboxFeed || name === deskFeed) return { kind: name };
  const [kind, conversation, ...rest] = name.split('/');
  if (kind !== 'conversation' || rest.length > 0 || !v.is(idSchema, conversation)) return undefined;
  return { kind, conversation };
}

/** Entries of the `inbox` feed: upserts for one user. The latest of a key wins; a summary of an older version is ignored. */
export const inboxEntrySchema = oneOf('kind', [
  v.object({ kind: v.literal('conversation'), summary: summarySchema }),
  v.object({ kind: v.literal('left'), conversation: idSchema }),
  v.object({ kind: v.literal('presence'), ...presenceSchema.entries }),
  v.object({ kind: v.literal('me'), user: userSchema }),
]);
export type InboxEntry = v.InferOutput<typeof inboxEntrySchema>;

/** What a client sets as its awareness state while it types, and clears after. */
export const typingSchema = v.strictObject({ typing: v.picklist(['text', 'voice']) });
/** What the server relays of it; in the lists with the conversation that it is in. */
export const typingStateSchema = v.object({ user: idSchema, typing: v.picklist(['text', 'voice']), conversation: v.optional(idSchema) });
export type TypingState = v.InferOutput<typeof typingStateSchema>;
