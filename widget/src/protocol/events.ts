import * as v from 'valibot';
import { cursorSchema, epochMsSchema, idSchema, seqSchema } from './ids.ts';
import { groupRoles, userSchema } from './records.ts';

/*
 * What happens in a conversation beside messages. Apart from rest.ts, so that what a thread loads has none of it.
 */

/**
 * In a group `user` was added `by` somebody or came by the link (`joined`), left or was `removed`, has another role, or `by` made the group or gave it a
 * `title`. In support staff handle a conversation: `reopened` without `by` is by a message, `woken` is the end of a snooze.
 */
export const eventKinds = [
  'created', 'added', 'joined', 'left', 'removed', ...groupRoles, 'named',
  'assigned', 'unassigned', 'resolved', 'reopened', 'snoozed', 'woken',
] as const;
export type EventKind = (typeof eventKinds)[number];

/**
 * `n` counts the events of a conversation, with gaps where some are gone. `seq`: of the message that was the last one then, 0 before the first. `by` is missing
 * where nobody did it (an owner who follows one who left, a snooze that ends), or somebody who was erased.
 */
export const eventSchema = v.object({
  n: seqSchema, seq: seqSchema, at: epochMsSchema, kind: v.picklist(eventKinds),
  by: v.optional(idSchema), user: v.optional(idSchema), title: v.optional(v.string()), until: v.optional(epochMsSchema),
});
export type ConversationEvent = v.InferOutput<typeof eventSchema>;

/** `GET /conversations/:id/events`: ascending, with all who are named in them, also those who have left. With `next`, there are older ones `before` it. */
export const eventsPageSchema = v.object({ events: v.array(eventSchema), people: v.array(userSchema), next: v.optional(cursorSchema) });
export type EventsPage = v.InferOutput<typeof eventsPageSchema>;
