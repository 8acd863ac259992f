import * as v from 'valibot';
import { contentSchema } from './content.ts';
import { emojiSchema } from './changes.ts';
import { clientIdSchema, epochMsSchema, idSchema, seqSchema, titleSchema } from './ids.ts';
import { arrangementEntries, groupRoles, permissionsSchema } from './records.ts';

const sentSchema = v.object({ seq: seqSchema, at: epochMsSchema });
const doneSchema = v.object({});
const place = { conversation: idSchema, seq: v.pipe(seqSchema, v.minValue(1)) };

/** Every command: what goes in, what comes out. All are idempotent: the same command twice has the effect of one. */
export const commands = {
  'message.send': {
    args: v.strictObject({ conversation: idSchema, clientId: clientIdSchema, content: contentSchema, replyTo: v.optional(place.seq) }),
    result: sentSchema,
  },
  'message.edit': { args: v.strictObject({ ...place, content: contentSchema }), result: doneSchema },
  'message.delete': { args: v.strictObject(place), result: doneSchema },
  'reaction.set': { args: v.strictObject({ ...place, emoji: emojiSchema, on: v.boolean() }), result: doneSchema },
  'receipt.delivered': { args: v.strictObject(place), result: doneSchema },
  'receipt.read': { args: v.strictObject(place), result: doneSchema },
  'conversation.setState': {
    args: v.strictObject({ conversation: idSchema, state: v.picklist(['open', 'resolved']) }),
    result: doneSchema,
  },
  /** Assign, take over (oneself) or release (`null`). */
  'conversation.assign': { args: v.strictObject({ conversation: idSchema, assignee: v.nullable(idSchema) }), result: doneSchema },
  /** Out of the way until then, or until the visitor writes; a resolved one is open again. `null` ends it. */
  'conversation.snooze': { args: v.strictObject({ conversation: idSchema, until: v.nullable(epochMsSchema) }), result: doneSchema },
  /** Pin, mute, archive: for oneself alone. What is missing stays as it is. */
  'conversation.arrange': { args: v.strictObject({ conversation: idSchema, ...arrangementEntries }), result: doneSchema },
  'conversation.rename': { args: v.strictObject({ conversation: idSchema, title: titleSchema }), result: doneSchema },
  /** What members of a group may do. What is missing stays as it is. */
  'conversation.setPermissions': { args: v.strictObject({ conversation: idSchema, ...v.partial(permissionsSchema).entries }), result: doneSchema },
  /** Into a group as `member`, another role for who is in it, or out of it (`null`; oneself: leaving). A new `owner` is the only one: the former is an admin then. */
  'member.set': { args: v.strictObject({ conversation: idSchema, user: idSchema, role: v.nullable(v.picklist(groupRoles)) }), result: doneSchema },
} as const;

export type CommandName = keyof typeof commands;
export type CommandArgs<N extends CommandName> = v.InferOutput<(typeof commands)[N]['args']>;
export type CommandResult<N extends CommandName> = v.InferOutput<(typeof commands)[N]['result']>;
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** `commands[name].result` by itself: a client need not carry the rest of them. */
export const resultSchema = (name: CommandName) => (name === 'message.send' ? sentSchema : doneSchema);
