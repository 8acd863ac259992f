import * as v from 'valibot';
import { clientIdSchema, epochMsSchema, idSchema, seqSchema, storable } from './ids.ts';
import * as limits from './limits.ts';
import { conversationKinds, userSchema } from './records.ts';

/*
 * What somebody says of another one to the team, and whom they let write to them no more. Apart from rest.ts, so that a thread has none of it.
 */

export const reportReasons = ['spam', 'harassment', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

/** `POST /reports`: about a person, and with `seq` about one of their messages. The same `clientId` twice is one report. */
export const reportRequestSchema = v.pipe(
  v.strictObject({
    clientId: clientIdSchema,
    user: idSchema,
    reason: v.picklist(reportReasons),
    note: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.reportNoteMaxLength), storable)),
    conversation: v.optional(idSchema),
    seq: v.optional(v.pipe(seqSchema, v.minValue(1))),
  }),
  v.check(({ conversation, seq }) => seq === undefined || conversation !== undefined, 'A message is in a conversation.'),
);
export type ReportRequest = v.InferOutput<typeof reportRequestSchema>;

/** A report as the team sees it. `text`: of the message when it was reported, whatever has become of it since. `place`: where it was said. */
export const reportSchema = v.object({
  id: idSchema,
  at: epochMsSchema,
  reporter: userSchema,
  reported: userSchema,
  reason: v.picklist(reportReasons),
  note: v.optional(v.string()),
  place: v.optional(v.object({ kind: v.picklist(conversationKinds), title: v.string() })),
  text: v.optional(v.string()),
});
export type Report = v.InferOutput<typeof reportSchema>;

/** `PUT /me/blocks/:user` */
export const personBlockRequestSchema = v.strictObject({ on: v.boolean() });
/** `GET /me/blocks`, the latest first. */
export const blockedPeopleSchema = v.object({ people: v.array(userSchema) });
/** Of `POST /reports`. */
export const reportedSchema = v.object({ id: idSchema });
