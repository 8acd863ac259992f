import * as v from 'valibot';
import { cursorSchema, epochMsSchema, idSchema, seqSchema } from './ids.ts';
import { messageSchema, summarySchema, userSchema } from './records.ts';

/*
 * Messages that somebody has starred, for themselves alone. Apart from rest.ts, so that what a thread loads has none of it.
 */

/** `PUT /conversations/:id/messages/:seq/star` */
export const starRequestSchema = v.strictObject({ on: v.boolean() });

/** A message that one has starred, and when. */
export const starredSchema = v.object({ conversation: idSchema, message: messageSchema, at: epochMsSchema });
export type Starred = v.InferOutput<typeof starredSchema>;

/** `GET /me/stars`: the latest star first, with the conversations and the authors of these messages, each once. With `next`, there are more `before` it. */
export const starsPageSchema = v.object({
  stars: v.array(starredSchema), conversations: v.array(summarySchema), people: v.array(userSchema), next: v.optional(cursorSchema),
});
export type StarsPage = v.InferOutput<typeof starsPageSchema>;

/** `GET /conversations/:id/stars`: what is starred in it, ascending. */
export const starredSeqsSchema = v.object({ seqs: v.array(seqSchema) });
