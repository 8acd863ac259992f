import * as v from 'valibot';
import { storedContentSchema } from './content.ts';
import { epochMsSchema, idSchema, seqSchema } from './ids.ts';
import { oneOf } from './one-of.ts';
import { memberRoles, messageSchema, permissionsSchema, personSchema, supportStates } from './records.ts';

const versionSchema = seqSchema;
export const emojiSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(32), v.regex(/^\p{RGI_Emoji}$/v));

/** One entry of a conversation's log. `v` counts 1, 2, 3 … per conversation over all kinds, without gaps. */
export const changeSchema = oneOf('kind', [
  v.object({ v: versionSchema, kind: v.literal('message'), message: messageSchema }),
  v.object({ v: versionSchema, kind: v.literal('edit'), seq: seqSchema, content: storedContentSchema, editedAt: epochMsSchema }),
  v.object({ v: versionSchema, kind: v.literal('delete'), seq: seqSchema, at: epochMsSchema }),
  v.object({ v: versionSchema, kind: v.literal('reaction'), seq: seqSchema, user: idSchema, emoji: v.string(), on: v.boolean() }),
  v.object({ v: versionSchema, kind: v.literal('receipt'), deliveredSeq: seqSchema, readSeq: seqSchema }),
  v.object({ v: versionSchema, kind: v.literal('member'), user: idSchema, role: v.nullable(v.picklist(memberRoles)), person: v.optional(personSchema) }),
  v.object({ v: versionSchema, kind: v.literal('state'), title: v.optional(v.string()), state: v.optional(v.picklist(supportStates)), permissions: v.optional(permissionsSchema) }),
]);
export type Change = v.InferOutput<typeof changeSchema>;
export type ChangeKind = Change['kind'];
export type ChangeOf<K extends ChangeKind> = Extract<Change, { kind: K }>;
