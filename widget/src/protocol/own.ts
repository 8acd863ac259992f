import * as v from 'valibot';
import { epochMsSchema } from './ids.ts';
import { presenceSchema, userSchema } from './records.ts';

/*
 * What one asks of oneself and of single people. Apart from rest.ts, so that what a thread loads has none of it.
 */

/** `GET /me`, `PATCH /me` */
export const meSchema = v.object({ user: userSchema });

/** `GET /users/:id`: what may be known of a user; `devices` and `email` for staff only, who see more: `deskResponses.person`. */
export const personAnswerSchema = v.object({
  user: userSchema,
  presence: presenceSchema,
  createdAt: epochMsSchema,
  devices: v.optional(v.array(v.object({ label: v.string(), lastSeenAt: epochMsSchema }))),
});
export type PersonAnswer = v.InferOutput<typeof personAnswerSchema>;
