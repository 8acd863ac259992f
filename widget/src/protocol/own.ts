import * as v from 'valibot';
import { cursorSchema, epochMsSchema, idSchema } from './ids.ts';
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

/** Anything that JSON can say. Of what a thread has loaded already, so that it need not load more for it. */
const kinds: v.GenericSchema[] = [v.nullable(v.string()), v.number(), v.boolean()];
const jsonSchema = v.union(kinds);
kinds.push(v.array(jsonSchema), v.record(v.string(), jsonSchema));

export interface DataPage { conversations: { id: string; messages: unknown[]; [name: string]: unknown }[]; next?: string; [name: string]: unknown }
const pageSchema = v.object({ conversations: v.array(v.object({ id: idSchema, messages: v.array(jsonSchema) })), next: v.optional(cursorSchema) });

/**
 * `GET /me/data`: all that the server has of oneself, by page. The first says who one is; each has conversations with one's own messages, ascending, and the
 * next page may go on with the last of them. What there is more in it is kept as it comes.
 */
export const dataPageSchema = v.pipe(v.record(v.string(), jsonSchema), v.check((page) => v.is(pageSchema, page))) as unknown as v.GenericSchema<unknown, DataPage>;
